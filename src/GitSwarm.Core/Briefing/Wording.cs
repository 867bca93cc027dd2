using GitSwarm.Sessions;

namespace GitSwarm.Briefing;

/// <summary>How models are told of sessions and times.</summary>
internal static class Wording
{
    /// <summary>A session by its name, client and branch.</summary>
    public static string Name(Session s)
    {
        var host = s.IsLocal ? "" : $"@{ModelText.Inline(s.Record.Host ?? "?", 20)}";
        var branch = s.Record.Branch is { } b ? $", branch {ModelText.Inline(b, 60)}" : "";
        return $"{ModelText.Inline(s.Name, 40)}{host} ({ModelText.Inline(s.Record.Client, 10)}{branch})";
    }

    /// <summary>How long ago something was.</summary>
    public static string Age(DateTimeOffset then, DateTimeOffset now)
    {
        var minutes = (now - then).TotalMinutes;
        return minutes < 1 ? "moments"
            : minutes < 60 ? $"{(int)minutes}m"
            : minutes < 48 * 60 ? $"{(int)(minutes / 60)}h"
            : $"{(int)(minutes / 60 / 24)}d";
    }
}
