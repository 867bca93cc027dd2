using GitSwarm.Git;

namespace GitSwarm.Agents.Definitions;

/// <summary>Keeps which definitions of a repository its user trusts: <c>swarm/trusted-agents</c> in the common directory.</summary>
/// <remarks>
/// One line each, hash and name. Git's own directory never travels and is not part of the work tree, so nobody else can
/// write there by a push, and all work trees of the clone share it. Lines are only added; a torn one trusts nothing.
/// </remarks>
public static class AgentTrustFile
{
    private const string Name = "trusted-agents";

    /// <summary>The hashes; none where the file is not there.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlySet<string> Read(Repository repository)
    {
        try
        {
            return File.ReadLines(PathOf(repository)).Select(l => l.Split(' ')[0]).ToHashSet(StringComparer.Ordinal);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return new HashSet<string>();
        }
    }

    /// <summary>Adds one.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Add(Repository repository, string hash, string name)
    {
        Directory.CreateDirectory(repository.SwarmDir);
        // The line end comes first, too: what another left without one would swallow this line.
        File.AppendAllText(PathOf(repository), $"\n{hash} {Texts.OneLine(name)}\n");
    }

    private static string PathOf(Repository repository) => Path.Combine(repository.SwarmDir, Name);
}
