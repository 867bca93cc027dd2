using System.Text.Json;
using GitSwarm.Agents.Definitions;
using GitSwarm.Cli;

namespace GitSwarm.Commands.Agents;

/// <summary>Says what is wrong with definitions, overridden ones too; a broken one makes the answer no.</summary>
internal static class AgentsCheck
{
    public static int Run(SwarmHost host, AgentCatalog catalog)
    {
        var found = catalog.Entries.SelectMany(e => Findings(catalog, e)).ToList();
        var broken = found.Count(f => f.Body.Kind == "error");
        host.Output.Answer(
            host.Output.Json
                ? JsonSerializer.Serialize([.. found.Select(f => f.Body)], AgentContext.Default.AgentFindingBodyArray) + "\n"
                : string.Concat(found.Select(f => Line(host, f.Entry, f.Body)))
        );
        var definitions = catalog.Entries.Count(e => !e.IsOther);
        host.Output.Narrate($"{definitions} definitions, {(broken == 0 ? "none" : broken)} broken");
        return broken > 0 ? ExitCode.No : ExitCode.Yes;
    }

    private static IEnumerable<(CatalogEntry Entry, AgentFindingBody Body)> Findings(AgentCatalog catalog, CatalogEntry entry)
    {
        AgentFindingBody Body(string kind, string text) =>
            new(kind, Texts.OneLine(entry.Name), entry.Origin.Word, entry.Origin.File, Texts.OneLine(text));
        if (entry.Error is { } error)
        {
            yield return (entry, Body("error", error));
        }
        if (entry.IsOther)
        {
            yield return (entry, Body("note", "it has no front matter, so it is no definition"));
        }
        if (!entry.IsTrusted)
        {
            yield return (entry, Body("note", AgentsList.NeedsTrust(entry)));
        }
        foreach (var note in DefinitionCheck.Of(catalog, entry))
        {
            yield return (entry, Body("note", note));
        }
    }

    private static string Line(SwarmHost host, CatalogEntry entry, AgentFindingBody body) =>
        host.Output.Terminal
            ? $"{body.Kind}: {AgentsList.Place(host, entry)}: {Texts.Cut(body.Text, 300)}\n"
            : string.Join('\t', body.Kind, body.Name, body.Source, Texts.OneLine(body.File ?? ""), body.Text) + "\n";
}
