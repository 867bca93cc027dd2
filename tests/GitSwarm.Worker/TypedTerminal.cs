using System.Text;
using Microsoft.Win32.SafeHandles;

namespace GitSwarm.Worker;

/// <summary>A program that is typed to, as agents are: it asks for bracketed pastes and keeps every byte it gets.</summary>
/// <remarks>
/// Its terminal has to be raw already: <c>stty raw -echo; exec …</c>. What it shows depends on its kind: <c>echo</c> the text
/// itself, <c>fold</c> a word in its place as agents do with long texts, <c>clock</c> that and the time, <c>deaf</c> that and nothing at Enter, <c>mute</c> nothing.
/// </remarks>
internal static class TypedTerminal
{
    internal static void Run(string file, string kind)
    {
        // Console would read lines, and put the terminal into the mode for that.
        using var input = new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
        using var output = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        using var kept = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        Show("\e[?2004hready> ");
        using var clock = new Timer(_ => Show($"\e7\e[1;40H{DateTime.UtcNow:ss.ff}\e8"), null, kind == "clock" ? 0 : Timeout.Infinite, 20);
        var buffer = new byte[1 << 16];
        for (int count; (count = input.Read(buffer)) > 0; )
        {
            kept.Write(buffer.AsSpan(0, count));
            var isEntered = buffer[count - 1] == '\r';
            if (kind == "echo")
            {
                var text = Encoding.UTF8.GetString(buffer, 0, count);
                Show(text.Replace("\e[200~", "").Replace("\e[201~", "").Replace("\n", "\r\n"));
            }
            else if (kind != "mute" && !isEntered)
            {
                Show("[Pasted text] ");
            }
            if (isEntered && kind is not ("mute" or "deaf"))
            {
                Show("\r\ntaken\r\n");
            }
        }

        void Show(string text)
        {
            lock (output)
            {
                output.Write(Encoding.UTF8.GetBytes(text));
            }
        }
    }
}
