using GitSwarm.Agents.Definitions;
using GitSwarm.Agents.Plans;
using GitSwarm.Clients.Settings;
using GitSwarm.Git;

namespace GitSwarm.Commands.Spawn;

/// <summary>Finds what an agent remembers.</summary>
internal static class MemoryFile
{
    /// <summary>The memory of an agent; null where it has none, or there is no place for it.</summary>
    /// <param name="scope">Who shares it.</param>
    /// <param name="agent">Name of the agent.</param>
    /// <param name="where">Homes and work tree.</param>
    public static AgentMemory? Of(MemoryScope? scope, string agent, Surroundings where)
    {
        var home = where.Variable("CLAUDE_CONFIG_DIR") ?? (where.Home is { } user ? Path.Combine(user, ".claude") : null);
        var root = scope == MemoryScope.User ? home : where.Top;
        if (scope is not { } shared || root is null)
        {
            return null;
        }
        var directory =
            shared == MemoryScope.User
                ? Path.Combine(root, AgentMemory.OfUser(agent))
                : Path.Combine(root, AgentMemory.Place(shared, agent));
        return new AgentMemory(DefinitionWords.Of(shared), directory, Index(directory, shared == MemoryScope.User ? null : root));
    }

    /// <summary>Makes the directory where it lies outside of what the agent works on: its program is told that it may use it.</summary>
    public static void Make(LaunchPrompt prompt)
    {
        if (prompt.Memory is { } memory && prompt.Facts.Directories.Contains(memory.Directory))
        {
            Directory.CreateDirectory(memory.Directory);
        }
    }

    /// <param name="directory">The memory.</param>
    /// <param name="within">Where the file must really be: a link in a repository could name any file of its user. Null: anywhere.</param>
    private static string? Index(string directory, string? within)
    {
        var path = Path.Combine(directory, AgentMemory.IndexFile);
        try
        {
            if (
                !File.Exists(path)
                || (within is not null && RealPath.Of(path) != Path.Combine(RealPath.Of(within), Path.GetRelativePath(within, path)))
            )
            {
                return null;
            }
            // However long it is, no more than this is looked at.
            using var reader = new StreamReader(path);
            var buffer = new char[AgentMemory.MostBytes + 1];
            return AgentMemory.Cut(new string(buffer, 0, reader.ReadBlock(buffer)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
