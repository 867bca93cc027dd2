using System.Globalization;
using GitSwarm.TestKit;

namespace GitSwarm.Benchmarks;

/// <summary>What writing to others costs, and reading where much was read before.</summary>
internal static class MailCases
{
    internal const string Send = "send, 10 sessions";
    internal const string Note = "note, 10 sessions";

    private const string Reader = "session-0";
    private const int Sessions = 10;

    /// <summary>How many messages were read before.</summary>
    internal static IReadOnlyList<int> Old { get; } = [0, 1000, 10_000];

    /// <summary>The name of a line.</summary>
    internal static string Inbox(int old) => string.Create(CultureInfo.InvariantCulture, $"inbox, nothing new beside {old} messages");

    internal static IReadOnlyList<Case> Create(Sandbox sandbox, string program)
    {
        var scenes = Old.ToDictionary(n => n, n => Swarm(sandbox, program, n));
        var (none, most) = (scenes[Old[0]], scenes[Old[^1]]);
        var writing = Swarm(sandbox, program, 0, "writing");
        return
        [
            new(CommandCases.RevParse, null, _ => [none.GitCommand("rev-parse", "HEAD")]),
            new(Send, CommandCases.RevParse, round => [writing.SwarmCommand(Reader, "send", "worker-1", $"message {round}")]),
            new(Note, CommandCases.RevParse, round => [writing.SwarmCommand(Reader, "note", $"note {round}")]),
            .. Old.Select(n => new Case(Inbox(n), CommandCases.RevParse, _ => [scenes[n].SwarmCommand(Reader, "inbox")])),
            new($"inbox, a new one beside {Old[^1]} messages", CommandCases.RevParse, _ => [most.SwarmCommand(Reader, "inbox")])
            {
                Before = round => most.As("session-1", "send", "worker-0", $"new {round}"),
            },
            new($"note, beside {Old[^1]} messages", CommandCases.RevParse, round => [most.SwarmCommand(Reader, "note", $"note {round}")]),
            new(
                $"send, beside {Old[^1]} messages",
                CommandCases.RevParse,
                round => [most.SwarmCommand("session-2", "send", "worker-1", $"message {round}")]
            ),
        ];
    }

    private static Scene Swarm(Sandbox sandbox, string program, int old, string name = "mail")
    {
        var scene = Scene.Create(sandbox, program, $"{name}-{old}", 500);
        scene.Swarm("init", "--no-hooks");
        scene.Join(Sessions);
        new OldMail(scene).Write(Sessions, old);
        scene.As(Reader, "inbox");
        scene.TidyUp();
        return scene;
    }
}
