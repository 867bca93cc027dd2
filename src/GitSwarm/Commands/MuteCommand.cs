using System.CommandLine;
using GitSwarm.Cli;
using GitSwarm.Sessions;

namespace GitSwarm.Commands;

/// <summary><c>git swarm mute</c> and <c>unmute</c>: neither appear nor be told, or not be told of mail or notes.</summary>
internal static class MuteCommand
{
    public static Command Create(Runner run) => Create(run, "mute", "Neither appear nor be told; or not be told of mail, of notes", Add);

    public static Command CreateUnmute(Runner run) => Create(run, "unmute", "Take back what 'mute' said", Remove);

    private static Command Create(
        Runner run,
        string verb,
        string description,
        Func<IReadOnlyList<string>?, string[], IReadOnlyList<string>?> change
    )
    {
        var mail = new Option<bool>("--mail") { Description = "Only of mail" };
        var notes = new Option<bool>("--notes") { Description = "Only of notes" };
        var command = new Command(verb, description) { mail, notes };
        run.On(
            command,
            (host, parsed) =>
            {
                string[] what =
                [
                    .. parsed.GetValue(mail) ? ["mail"] : Array.Empty<string>(),
                    .. parsed.GetValue(notes) ? ["notes"] : Array.Empty<string>(),
                ];
                var record = host.SessionsToWrite.Edit(
                    host.Caller,
                    new PresenceEdit { Record = r => r with { Muted = change(r.Muted, what) } }
                );
                JoinCommand.Report(
                    host,
                    record,
                    record.Muted is { } muted ? $"{record.Name} is muted: {string.Join(", ", muted)}" : $"{record.Name} is not muted"
                );
                return ExitCode.Yes;
            }
        );
        return command;
    }

    private static string[] Add(IReadOnlyList<string>? muted, string[] what) =>
        [.. (muted ?? []).Union(what.Length == 0 ? ["all"] : what).Order(StringComparer.Ordinal)];

    private static string[]? Remove(IReadOnlyList<string>? muted, string[] what)
    {
        var left = what.Length == 0 ? [] : (muted ?? []).Except(what).ToArray();
        return left.Length == 0 ? null : left;
    }
}
