namespace GitSwarm.Clients.Codex;

/// <summary>Reads which files a patch in the form of the <c>apply_patch</c> tool is about.</summary>
public static class Patch
{
    private static readonly string[] Headers = ["*** Add File: ", "*** Update File: ", "*** Delete File: ", "*** Move to: "];

    /// <summary>The paths, each once, in the order of the patch.</summary>
    public static IReadOnlyList<string> Paths(string patch)
    {
        var paths = new List<string>();
        // Lines of contents begin with a sign or a space, never with the asterisks of a header.
        foreach (var line in patch.Split('\n'))
        {
            var header = Array.Find(Headers, h => line.StartsWith(h, StringComparison.Ordinal));
            if (header is not null && line[header.Length..].Trim() is { Length: > 0 } path && !paths.Contains(path))
            {
                paths.Add(path);
            }
        }
        return paths;
    }
}
