using GitSwarm.Agents.Definitions;

namespace GitSwarm.Agents.Plans;

/// <summary>What an agent remembers from run to run: a directory of its own, where Claude Code keeps that of agents, too.</summary>
/// <param name="Scope">Who shares it: <c>user</c>, <c>project</c>, <c>local</c>.</param>
/// <param name="Directory">Absolute; or relative to where it works, where that is a work tree made for it.</param>
/// <param name="Index">The beginning of its <see cref="IndexFile"/>; null where there is none.</param>
public sealed record AgentMemory(string Scope, string Directory, string? Index)
{
    /// <summary>The file in the directory that every run reads.</summary>
    public const string IndexFile = "MEMORY.md";

    /// <summary>Lines of it that come with the prompt, as with Claude Code.</summary>
    public const int MostLines = 200;

    /// <summary>Bytes of it that come with the prompt, as with Claude Code.</summary>
    public const int MostBytes = 25 * 1024;

    /// <summary>Where it is below the top of a work tree.</summary>
    /// <param name="scope">Who shares it.</param>
    /// <param name="agent">Name of the agent; what is neither letter, digit, <c>-</c> nor <c>_</c> becomes a dash.</param>
    public static string Place(MemoryScope scope, string agent) =>
        Path.Combine(".claude", scope == MemoryScope.Local ? "agent-memory-local" : "agent-memory", FolderOf(agent));

    /// <summary>Where one for all repositories is, below Claude Code's directory of the user.</summary>
    public static string OfUser(string agent) => Path.Combine("agent-memory", FolderOf(agent));

    /// <summary>What the folder of an agent's memory is called; several names may have one.</summary>
    internal static string FolderOf(string agent) =>
        string.Concat(agent.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-'));

    /// <summary>The beginning of an index, cut at the end of a line.</summary>
    public static string Cut(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var bytes = 0;
        var kept = lines
            .Take(MostLines)
            .TakeWhile(line => (bytes += System.Text.Encoding.UTF8.GetByteCount(line) + 1) <= MostBytes)
            .ToList();
        return string.Join('\n', kept) + (kept.Count < lines.Length ? $"\n(cut: read the rest in {IndexFile})" : "");
    }

    /// <summary>What it is told of it, as part of the system prompt.</summary>
    /// <param name="facts">Where it works.</param>
    public string Text(EnvironmentFacts facts)
    {
        var shared = Scope switch
        {
            "user" => "It is for all repositories of this user: keep to what holds in any of them.",
            "project" => "It is committed with the project, and all who work on it have it: keep to what is true of the project.",
            _ => "It is for this clone alone: it may be about this machine.",
        };
        var index = Index is { } text ? $"Its {IndexFile}:\n\n{text.TrimEnd()}" : $"It has no {IndexFile} yet.";
        return $"""
            You have a memory that lasts from run to run, the directory {Texts.OneLine(DirectoryAt(facts))}. {shared}
            Write down there what a later run should know and cannot find elsewhere: one fact a line in {IndexFile}, whose first {MostLines} lines you are given each time, and what is longer in files it names. Correct what has become wrong.
            {index}
            """;
    }

    /// <summary>The directory, absolute.</summary>
    public string DirectoryAt(EnvironmentFacts facts) => Path.Combine(facts.Directory, Directory);
}
