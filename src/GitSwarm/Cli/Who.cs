using GitSwarm.Sessions;

namespace GitSwarm.Cli;

/// <summary>How a session is called in a line of text.</summary>
internal static class Who
{
    /// <summary>Its name; with its host where it is of another clone.</summary>
    public static string Name(Session session) =>
        session.IsLocal ? Texts.Cut(session.Name, 30) : Texts.Cut($"{session.Name}@{session.Record.Host}", 50);

    /// <summary>Its name in full, for programs; with its host where it is of another clone.</summary>
    public static string? Exact(Session? session) =>
        session is null ? null
        : session.IsLocal ? session.Name
        : $"{session.Name}@{session.Record.Host}";

    /// <summary>The host of a session of another clone; null for those of this one, and for nobody.</summary>
    public static string? HostElsewhere(Session? session) =>
        session is { IsLocal: false } ? session.Record.Host ?? session.Ref.CloneId : null;

    /// <summary>Since when nothing is known of a session of another clone; null for those of this one, and for nobody.</summary>
    public static string? AsOf(Session? session) => session is { IsLocal: false } ? Ages.Rfc3339(session.LastSeen) : null;

    /// <summary>Its name, client and branch: <c>ui (codex, ui/fixes)</c>.</summary>
    public static string Full(Session session) =>
        $"{Name(session)} ({Texts.Cut(session.Record.Client, 10)}{(session.Record.Branch is { } b ? $", {Texts.Cut(b, 60)}" : "")})";
}
