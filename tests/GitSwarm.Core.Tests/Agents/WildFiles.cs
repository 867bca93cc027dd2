using System.Text;
using GitSwarm.Agents.Definitions;

namespace GitSwarm.Tests.Agents;

/// <summary>Definitions as people write them, each with its oddity.</summary>
internal static class WildFiles
{
    internal static string Folder { get; } = Path.Combine(Root.Path, "tests", "fixtures", "agents");

    /// <summary>Paths, by name.</summary>
    internal static IReadOnlyList<string> All { get; } = [.. Directory.EnumerateFiles(Folder, "*.md").Order(StringComparer.Ordinal)];

    internal static CatalogEntry Read(string file) => Read(file, File.ReadAllBytes(file));

    internal static CatalogEntry Read(string file, byte[] content) =>
        DefinitionReader.Read(new DefinitionFile(new Origin(DefinitionSource.Project, file, Folder, IsOfRepository: true), content));

    internal static CatalogEntry ReadText(string text, DefinitionSource source = DefinitionSource.User) =>
        DefinitionReader.Read(new DefinitionFile(new Origin(source, "/a/" + "agent.md", "/a"), Encoding.UTF8.GetBytes(text)));

    /// <summary>All that was read of a file, a line each.</summary>
    internal static string Show(CatalogEntry entry)
    {
        var text = new StringBuilder();
        if (entry.IsOther)
        {
            return "no definition\n";
        }
        void Line(string name, string? value) => text.Append(value is null or "" ? "" : $"  {name}: {value.ReplaceLineEndings("⏎")}\n");
        text.Append($"{entry.Name}\n");
        Line("error", entry.Error);
        foreach (var note in entry.Notes)
        {
            Line("note", note);
        }
        if (entry.Definition is not { } d)
        {
            return text.ToString();
        }
        string? Joined(IEnumerable<string>? words) => words is null ? null : string.Join(" | ", words);
        Line("description", d.Description);
        Line("prompt", d.Prompt);
        Line("tools", d.Tools is { Count: 0 } ? "none" : Joined(d.Tools));
        Line("disallowed", Joined(d.DisallowedTools));
        Line("model", d.Model);
        Line("effort", d.Effort?.ToString());
        Line("mode", d.PermissionMode?.ToString());
        Line("turns", d.MaxTurns?.ToString());
        Line("skills", Joined(d.Skills));
        Line("servers", Joined(d.McpServers.Select(s => s.Config is { } c ? $"{s.Name} {c.GetRawText()}" : s.Name)));
        Line("required", Joined(d.RequiredMcpServers));
        Line("hooks", d.Hooks?.GetRawText());
        Line("background", d.Background ? "yes" : null);
        Line("isolation", d.Isolation?.ToString());
        Line("memory", d.Memory?.ToString());
        Line("runner", d.Runner);
        Line("without instructions", d.OmitProjectInstructions ? "yes" : null);
        Line("without git status", d.OmitGitStatus ? "yes" : null);
        Line("reminder", d.CriticalReminder);
        Line("color", d.Color);
        Line("initial", d.InitialPrompt);
        Line("unknown", Joined(d.Unknown.Select(u => $"{u.Key}={u.Value.GetRawText()}")));
        return text.ToString();
    }
}
