using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace GitSwarm.Sessions.Processes;

/// <summary>One line of <c>/proc/&lt;pid&gt;/stat</c>, proc_pid_stat(5).</summary>
/// <param name="Name">Field 2 without its parentheses.</param>
/// <param name="State">Field 3, one letter.</param>
/// <param name="Parent">Field 4.</param>
/// <param name="Session">Field 6, the session leader's pid; 0 when it is outside the pid namespace.</param>
/// <param name="Terminal">Field 7, the controlling terminal's device number; 0 for none.</param>
/// <param name="Threads">Field 20.</param>
/// <param name="Start">Field 22, clock ticks since the system started.</param>
internal sealed record LinuxStatLine(string Name, char State, int Parent, int Session, int Terminal, int Threads, string Start)
{
    // Fields from the third on, so that an index is the field's number less three.
    private const int Fields = 20;

    /// <summary>Whether the process has ended and merely waits to be collected.</summary>
    /// <remarks>A main thread may end before the others: it shows as a zombie, yet the process works on.</remarks>
    internal bool IsGone => State is 'X' or 'x' || (State is 'Z' && Threads <= 1);

    /// <summary>Reads the line; null when it has another form.</summary>
    internal static LinuxStatLine? Parse(ReadOnlySpan<byte> line)
    {
        // The name is whatever the process says, spaces and parentheses included: only the last one closes it.
        var open = line.IndexOf((byte)'(');
        var close = line.LastIndexOf((byte)')');
        if (open < 0 || close < open || line.Length < close + 2)
        {
            return null;
        }
        var rest = line[(close + 2)..];
        Span<Range> fields = stackalloc Range[Fields + 1];
        var count = Split(rest, fields);
        if (count < Fields || rest[fields[0]].Length != 1)
        {
            return null;
        }
        return
            Number(rest[fields[1]]) is { } parent
            && Number(rest[fields[3]]) is { } session
            && Number(rest[fields[4]]) is { } terminal
            && Number(rest[fields[17]]) is { } threads
            && Utf8Parser.TryParse(rest[fields[19]], out ulong start, out _)
            ? new LinuxStatLine(
                Encoding.UTF8.GetString(line[(open + 1)..close]),
                (char)rest[fields[0]][0],
                parent,
                session,
                terminal,
                threads,
                start.ToString(CultureInfo.InvariantCulture)
            )
            : null;
    }

    /// <summary>Splits <c>/proc/&lt;pid&gt;/cmdline</c>, proc_pid_cmdline(5): each argument ends in a null byte, the last one may be cut.</summary>
    internal static string[] Arguments(ReadOnlySpan<byte> bytes)
    {
        // A process that renamed itself pads what is left of its arguments with nulls.
        bytes = bytes.TrimEnd((byte)0);
        return bytes.IsEmpty ? [] : Encoding.UTF8.GetString(bytes).Split('\0');
    }

    private static int Split(ReadOnlySpan<byte> rest, Span<Range> fields)
    {
        var count = 0;
        var from = 0;
        while (count < Fields && from < rest.Length)
        {
            var length = rest[from..].IndexOfAny((byte)' ', (byte)'\n');
            length = length < 0 ? rest.Length - from : length;
            fields[count++] = new Range(from, from + length);
            from += length + 1;
        }
        return count;
    }

    private static int? Number(ReadOnlySpan<byte> field) =>
        Utf8Parser.TryParse(field, out int value, out var used) && used == field.Length ? value : null;
}
