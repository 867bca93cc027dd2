using System.Globalization;

namespace GitSwarm.Teams.Panes;

/// <summary>Talks to one tmux server.</summary>
/// <remarks>
/// Contract: what is told in one call is done by the server without anything of another client in between, so that
/// several commands never see half of each other's work; the first that fails ends the call.
/// </remarks>
/// <param name="program">tmux.</param>
/// <param name="socket">Its socket; null for the user's usual one, which may not run yet.</param>
internal sealed class TmuxServer(PaneProgram program, string? socket)
{
    /// <summary>Runs commands at once.</summary>
    internal PaneAnswer Try(params IReadOnlyList<string>[] commands) => Try(null, commands);

    /// <summary>Runs commands at once, with something to read.</summary>
    internal PaneAnswer Try(string? input, params IReadOnlyList<string>[] commands) => program.Run(Arguments(commands), input);

    /// <summary>Runs commands that must succeed.</summary>
    /// <returns>What they printed, without the last line end.</returns>
    internal string Ask(params IReadOnlyList<string>[] commands)
    {
        var answer = Try(commands);
        return answer.Ok
            ? answer.Output.TrimEnd('\n')
            : throw PaneProgram.Failed($"tmux {commands[^1][0]} failed: {answer.Said}", "look at tmux list-panes -a");
    }

    /// <summary>Every pane of this server that is of <paramref name="server"/>, with some of what tmux knows of it.</summary>
    /// <returns>Number and answer; nothing where the server is gone or another one.</returns>
    internal IEnumerable<(string Number, string Answer)> Panes(int server, string format)
    {
        var answer = Try(["list-panes", "-a", "-F", $"#{{pid}}\t#{{pane_id}}\t{format}"]);
        var process = server.ToString(CultureInfo.InvariantCulture);
        return answer
            .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t', 3))
            .Where(p => answer.Ok && p.Length == 3 && p[0] == process)
            .Select(p => (p[1], p[2]));
    }

    // -u: what is printed is UTF-8 whatever the locale says. Without -S, TMUX would have a say, which is why it is hidden.
    private IEnumerable<string> Arguments(IReadOnlyList<string>[] commands) =>
        ["-u", .. socket is null ? Array.Empty<string>() : ["-S", socket], .. commands.SelectMany(OneAfterAnother)];

    private static IEnumerable<string> OneAfterAnother(IReadOnlyList<string> command, int index) =>
        [.. index == 0 ? Array.Empty<string>() : [";"], .. command.Select(Escape)];

    // tmux takes a semicolon at the end of a word for the end of a command, wherever the word came from.
    private static string Escape(string word) => word.EndsWith(';') ? word[..^1] + @"\;" : word;
}
