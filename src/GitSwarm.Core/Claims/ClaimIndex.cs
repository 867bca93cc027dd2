namespace GitSwarm.Claims;

/// <summary>Claims by what they name, for those who ask about many paths.</summary>
/// <param name="claims">The claims, in the order they are answered.</param>
internal sealed class ClaimIndex(IEnumerable<Claim> claims)
{
    private readonly Lazy<(Dictionary<string, List<int>> ByName, List<int> Globs, List<Claim> All)> index = new(() => Build(claims));

    /// <summary>Those that are about a file.</summary>
    public IReadOnlyList<Claim> Covering(ClaimPath path)
    {
        var (byName, globs, all) = index.Value;
        var found = globs.FindAll(i => all[i].Pattern.Matches(path));
        if (byName.Count > 0)
        {
            // The path itself, and each directory above it.
            var names = byName.GetAlternateLookup<ReadOnlySpan<char>>();
            for (var name = path.Folded.AsSpan(); ; name = name[..name.LastIndexOf('/')])
            {
                if (names.TryGetValue(name, out var some))
                {
                    found.AddRange(some);
                }
                if (!name.Contains('/'))
                {
                    break;
                }
            }
        }
        found.Sort();
        return found.ConvertAll(i => all[i]);
    }

    private static (Dictionary<string, List<int>>, List<int>, List<Claim>) Build(IEnumerable<Claim> claims)
    {
        var byName = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var (globs, all) = (new List<int>(), new List<Claim>());
        foreach (var claim in claims)
        {
            if (claim.Pattern.FoldedPath is not { } name)
            {
                globs.Add(all.Count);
            }
            else if (byName.TryGetValue(name, out var same))
            {
                same.Add(all.Count);
            }
            else
            {
                byName[name] = [all.Count];
            }
            all.Add(claim);
        }
        return (byName, globs, all);
    }
}
