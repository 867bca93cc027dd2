using GitSwarm.Claims;
using GitSwarm.Cli;
using GitSwarm.Status;

namespace GitSwarm.Commands.Hooks;

/// <summary>Lines that tell whose claims and changes some paths meet: one a claim or session, most of them first, never many.</summary>
internal static class Meetings
{
    /// <summary>More than this nobody reads at a commit.</summary>
    private const int Most = 4;

    /// <summary>The claims that cover some of the paths.</summary>
    public static IReadOnlyList<(Claim Claim, List<string> Paths)> Claims(HookScene scene, IReadOnlyList<string> paths)
    {
        var covered = new Dictionary<Claim, List<string>>(ReferenceEqualityComparer.Instance);
        foreach (var path in paths)
        {
            foreach (var claim in scene.Book.Covering(ClaimPath.Of(path)))
            {
                if (!covered.TryGetValue(claim, out var some))
                {
                    covered[claim] = some = [];
                }
                some.Add(path);
            }
        }
        return covered.Count == 0
            ? []
            : [.. ClaimRules.OfOthers(scene.Book, scene.Me).Where(covered.ContainsKey).Select(c => (c, covered[c]))];
    }

    public static IEnumerable<string> Lines(IReadOnlyList<(Claim Claim, List<string> Paths)> claims, DateTimeOffset now) =>
        claims.OrderByDescending(c => c.Paths.Count).Select(c => $"{Some(c.Paths)}: {ClaimText.Line(c.Claim, now)}");

    /// <summary>The other sessions that changed some of the paths, but those in <paramref name="told"/>.</summary>
    public static IEnumerable<string> Changes(
        StatusReport report,
        HookScene scene,
        HashSet<string> paths,
        HashSet<string> told,
        DateTimeOffset now
    )
    {
        var others = scene.Others.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var session in report.Sessions.Where(s => others.Contains(s.Session.Id) && !told.Contains(s.Session.Id)))
        {
            // What is committed, as far as that was looked at, is open no more.
            var met = session.Files.Where(f => (f.Uncommitted || session.Head.IsNone) && Meets(f, paths)).ToList();
            if (met.Count > 0)
            {
                var newest = met.Max(f => f.At) is { } at ? $" {Ages.Ago(at, now)} ago" : "";
                yield return $"{Some([.. met.Select(f => f.Path)])}: {Who.Full(session.Session)} changed {(met.Count == 1 ? "it" : "them")}{newest}";
            }
        }
    }

    /// <summary>Says the lines, each marked as ours, and how many were left out.</summary>
    public static void Say(SwarmHost host, IReadOnlyList<string> lines, int most = Most)
    {
        var shown = lines.Count <= most ? lines.Count : most - 1;
        foreach (var line in lines.Take(shown))
        {
            host.Output.Hook($"git-swarm: {line}");
        }
        if (shown < lines.Count)
        {
            host.Output.Hook($"git-swarm: and {lines.Count - shown} more; see 'git swarm status'");
        }
    }

    private static bool Meets(FileActivity file, HashSet<string> paths) =>
        paths.Contains(file.Path) || (file.Path.EndsWith('/') && paths.Any(file.Has));

    private static string Some(List<string> paths) => Texts.Cut(paths[0], 80) + (paths.Count > 1 ? $" and {paths.Count - 1} more" : "");
}
