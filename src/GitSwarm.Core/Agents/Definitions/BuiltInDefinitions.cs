using System.Reflection;

namespace GitSwarm.Agents.Definitions;

/// <summary>The definitions that come with the program.</summary>
public static class BuiltInDefinitions
{
    private const string Folder = "agents/";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DefinitionFile> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly
                .GetManifestResourceNames()
                .Where(n => n.StartsWith(Folder, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(n => new DefinitionFile(new Origin(DefinitionSource.BuiltIn, null, ""), Content(assembly, n))),
        ];
    }

    private static byte[] Content(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
