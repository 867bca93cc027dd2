using System.Globalization;

namespace GitSwarm.Sessions.Processes;

/// <summary>Reads what ps(1) of macOS prints.</summary>
/// <remarks>
/// Two lists, because the executable's path and the arguments both contain spaces and only the last column is printed as
/// it is. The column <c>sess</c> holds an address there, no pid: the leader of a terminal's session is found by its
/// <c>s</c> in the state and by its terminal.
/// </remarks>
internal static class MacProcessList
{
    /// <summary>Arguments of ps for the first list.</summary>
    internal static readonly string[] States = ["-axww", "-o", "pid=,ppid=,tty=,stat=,lstart=,comm="];

    /// <summary>Arguments of ps for the second list.</summary>
    internal static readonly string[] Arguments = ["-axww", "-o", "pid=,args="];

    private const int Columns = 9; // lstart is five words

    /// <summary>The processes by number, zombies left out; lines of another form are skipped.</summary>
    /// <param name="states">What ps prints for <see cref="States"/>, in the C locale and UTC.</param>
    /// <param name="arguments">What ps prints for <see cref="Arguments"/>.</param>
    internal static IReadOnlyDictionary<int, ProcessEntry> Parse(string states, string arguments)
    {
        var rows = Lines(states, Columns).Where(row => !row.Words[3].StartsWith('Z')).ToList();
        var leaders = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (pid, words, _) in rows)
        {
            if (words[2] is not ("??" or "-") && words[3].Contains('s', StringComparison.Ordinal))
            {
                leaders[words[2]] = pid;
            }
        }
        var commands = new Dictionary<int, string>(rows.Count);
        foreach (var (pid, _, command) in Lines(arguments, 1))
        {
            commands[pid] = command;
        }
        var found = new Dictionary<int, ProcessEntry>(rows.Count);
        foreach (var (pid, words, path) in rows)
        {
            if (int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var parent))
            {
                found[pid] = new ProcessEntry(
                    pid,
                    parent,
                    string.Join(' ', words[4..]),
                    path[(path.LastIndexOf('/') + 1)..],
                    Split(commands.GetValueOrDefault(pid, ""), path),
                    leaders.GetValueOrDefault(words[2])
                );
            }
        }
        return found;
    }

    // ps joins arguments by spaces; only a path that starts the line can be told apart for certain.
    private static string[] Split(string command, string path) =>
        path.Length > 0 && (command == path || command.StartsWith(path + " ", StringComparison.Ordinal))
            ? [path, .. Words(command[path.Length..])]
            : Words(command);

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<(int Pid, string[] Words, string Tail)> Lines(string text, int columns)
    {
        foreach (var line in text.Split('\n'))
        {
            var words = new string[columns];
            var rest = line.AsSpan().TrimStart(' ');
            for (var i = 0; i < columns; i++)
            {
                var end = rest.IndexOf(' ');
                words[i] = (end < 0 ? rest : rest[..end]).ToString();
                rest = end < 0 ? default : rest[end..].TrimStart(' ');
            }
            if (words[^1].Length > 0 && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
            {
                yield return (pid, words, rest.TrimEnd().ToString());
            }
        }
    }
}
