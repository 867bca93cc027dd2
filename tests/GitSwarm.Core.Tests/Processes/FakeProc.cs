using System.Text;

namespace GitSwarm.Core.Tests.Processes;

/// <summary>A directory that looks like a /proc, gone when disposed.</summary>
internal sealed class FakeProc : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("swarm-proc-");

    public string Root => root.FullName;

    public void Write(string name, string text)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Encoding.UTF8.GetBytes(text));
    }

    public void Link(string name, string target)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.CreateSymbolicLink(path, target);
    }

    public void Process(int pid, string stat, params string[] commandLine)
    {
        Write($"{pid}/stat", stat);
        Write($"{pid}/cmdline", string.Concat(commandLine.Select(argument => argument + '\0')));
    }

    /// <summary>A stat line with what matters here; the other fields hold numbers that would give a mix-up away.</summary>
    public static string Stat(int pid, string name, char state, int parent, int session, int terminal, int threads, ulong start) =>
        $"{pid} ({name}) {state} {parent} 1005 {session} {terminal} 1008 4194304 10 11 12 13 14 15 16 17 18 19 {threads} 0 {start} 23000 24 25\n";

    public void Dispose() => root.Delete(recursive: true);
}
