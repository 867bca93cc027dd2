using GitSwarm.Sessions;

namespace GitSwarm.Cli;

/// <summary>How a session is called in a line of text.</summary>
internal static class Who
{
    /// <summary>Its name; with its host where it is of another clone.</summary>
    public static string Name(Session session) =>
        session.IsLocal ? Texts.Cut(session.Name, 30) : Texts.Cut($"{session.Name}@{session.Record.Host}", 50);

    /// <summary>Its name, client and branch: <c>ui (codex, ui/fixes)</c>.</summary>
    public static string Full(Session session) =>
        $"{Name(session)} ({Texts.Cut(session.Record.Client, 10)}{(session.Record.Branch is { } b ? $", {Texts.Cut(b, 60)}" : "")})";
}
