using System.Globalization;

namespace GitSwarm.Teams.Panes;

/// <summary>Makes panes in a tmux server.</summary>
/// <remarks>
/// Several processes may do so at once, without a lock: a split and the layouts around it are one call, which the server does as
/// one, and of several that make the session one succeeds and the others find it there.
/// </remarks>
internal static class TmuxOpening
{
    // The window may close, or the server end, between a look and the act; it does not do so time after time.
    private const int Attempts = 20;

    // What the client says when the server it wants to talk to goes or is not there yet.
    private static readonly string[] Passing =
    [
        "no server running",
        "error connecting",
        "server exited",
        "lost server",
        "can't find session",
        "can't find window",
        "duplicate session",
    ];

    private const string Opened = "#{socket_path}\t#{pid}\t#{pane_id}\t#{window_id}\t#{session_name}";

    /// <summary>A pane in the leader's window.</summary>
    internal static Pane Beside(TmuxServer server, TmuxPane lead, PaneRequest request)
    {
        for (var attempt = 1; ; attempt++)
        {
            var about = server.Panes(lead.Server, "#{window_id} #{window_width}").ToList();
            if (
                about.FirstOrDefault(p => p.Number == lead.Number).Answer?.Split(' ') is not [var window, var width]
                || TmuxLayout.Columns(width) is not { } columns
            )
            {
                throw PaneProgram.Failed($"the leader's pane {lead.Number} is gone from tmux", "start the team from a pane that is there");
            }
            var first = about.First(p => p.Answer == $"{window} {width}").Number;
            IReadOnlyList<string>[] leading =
                first == lead.Number
                    ? []
                    :
                    [
                        ["swap-pane", "-d", "-s", lead.Number, "-t", first],
                    ];
            var answer = server.Try([
                .. leading,
                ["set-option", "-w", "-t", window, TmuxLayout.LeadOption, lead.Number],
                .. Split(window, columns, request),
            ]);
            if (Taken(answer, attempt) is { } pane)
            {
                return pane;
            }
        }
    }

    /// <summary>A pane in the session of the team, which is made if it is not there.</summary>
    internal static Pane Apart(TmuxServer server, PaneRequest request)
    {
        var session = $"git-swarm-{request.Team}" + (request.CloneId is { } clone ? $"-{clone}" : "");
        for (var attempt = 1; ; attempt++)
        {
            // A name alone would be taken for a beginning of others.
            var found = server.Try(["list-windows", "-t", $"={session}", "-F", "#{window_id}"]);
            var answer = found.Ok
                ? server.Try(Split(found.Output.Split('\n')[0], null, request))
                : server.Try([
                    "new-session",
                    "-d",
                    "-P",
                    "-F",
                    Opened,
                    "-s",
                    session,
                    "-x",
                    "200",
                    "-y",
                    "50",
                    "-n",
                    request.Team,
                    .. Started(request),
                ]);
            if (Taken(answer, attempt) is { } pane)
            {
                return pane;
            }
        }
    }

    // Split along the width of the last: every layout leaves enough of that, while the height may not do for one more.
    private static IReadOnlyList<string>[] Split(string window, int? columns, PaneRequest request) =>
        [
            .. TmuxLayout.Commands(window, columns),
            ["split-window", "-d", "-h", "-P", "-F", Opened, "-t", window + ".{bottom-right}", .. Started(request)],
            .. TmuxLayout.Commands(window, columns),
        ];

    // tmux runs several words as they are, and gives a single one to a shell.
    private static IEnumerable<string> Started(PaneRequest request) =>
        [
            "-c",
            // In a format, # begins an instruction.
            request.Directory.Replace("#", "##"),
            "--",
            .. request.Command.Count == 1 ? ["/bin/sh", "-c", "exec \"$0\"", request.Command[0]] : request.Command,
        ];

    private static Pane? Taken(PaneAnswer answer, int attempt)
    {
        // What comes after the split may fail where the pane ended at once; it was opened all the same.
        if (answer.Output.TrimEnd('\n').Split('\t') is [var socket, var server, var number, var window, var session])
        {
            return new Pane(new TmuxPane(socket, int.Parse(server, CultureInfo.InvariantCulture), number).ToString(), session, window);
        }
        if (attempt < Attempts && Passing.Any(p => answer.Said.Contains(p, StringComparison.Ordinal)))
        {
            Thread.Sleep(5 * attempt);
            return null;
        }
        throw PaneProgram.Failed(
            $"tmux opens no pane: {answer.Said}",
            answer.Said.Contains("no space", StringComparison.Ordinal)
                ? "make the window larger, or use GIT_SWARM_TEAMMATE_MODE=in-process"
                : "look at tmux, or use GIT_SWARM_TEAMMATE_MODE=in-process"
        );
    }
}
