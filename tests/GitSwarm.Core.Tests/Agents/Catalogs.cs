using System.Text;
using GitSwarm.Agents.Definitions;

namespace GitSwarm.Tests.Agents;

/// <summary>Catalogs of definitions that are nowhere on disk.</summary>
internal static class Catalogs
{
    internal static AgentTrust NoTrust { get; } = Trust();

    internal static AgentTrust Trust(params string[] texts) => new(texts.Select(t => Hash(Encoding.UTF8.GetBytes(t))).ToHashSet(), Hash);

    internal static DefinitionFile File(DefinitionSource source, string text, string path = "/a/agent.md", bool? ofRepository = null) =>
        new(
            new Origin(source, path, Path.GetDirectoryName(path)!, ofRepository ?? source == DefinitionSource.Project),
            Encoding.UTF8.GetBytes(text)
        );

    internal static AgentCatalog Of(params DefinitionFile[] files) => Of(Restriction.None, NoTrust, files);

    internal static AgentCatalog Of(Restriction restriction, AgentTrust trust, params DefinitionFile[] files) =>
        AgentCatalog.Of(files, [], restriction, trust);

    // No cryptographic one: nobody here wants to deceive.
    private static string Hash(byte[] bytes) => StableHash.Fnv1a(bytes).ToString("x32");
}
