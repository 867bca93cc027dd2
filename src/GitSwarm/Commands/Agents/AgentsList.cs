using System.Text;
using System.Text.Json;
using GitSwarm.Agents.Definitions;
using GitSwarm.Cli;

namespace GitSwarm.Commands.Agents;

/// <summary>Lists the definitions that count, and those that are broken.</summary>
internal static class AgentsList
{
    public static int Run(SwarmHost host, AgentCatalog catalog)
    {
        List<CatalogEntry> all = [.. catalog.InForce, .. catalog.Entries.Where(e => e.Error is not null)];
        host.Output.Answer(
            host.Output.Json
                ? JsonSerializer.Serialize([.. all.Select(e => AgentBody.Of(catalog, e))], AgentContext.Default.AgentBodyArray) + "\n"
            : host.Output.Terminal ? Aligned(host, all)
            : string.Concat(all.Select(Tabbed))
        );
        return ExitCode.Yes;
    }

    private static string Tabbed(CatalogEntry entry)
    {
        string?[] fields =
        [
            entry.Name,
            entry.Origin.Word,
            entry.Definition?.Model,
            entry.Error is not null ? "broken"
            : entry.IsTrusted ? "usable"
            : "untrusted",
            entry.Origin.File,
            entry.Error ?? entry.Definition?.Description,
        ];
        return string.Join('\t', fields.Select(f => Texts.OneLine(f ?? ""))) + "\n";
    }

    private static string Aligned(SwarmHost host, List<CatalogEntry> entries)
    {
        var text = new StringBuilder();
        var usable = entries.Where(e => e.Definition is not null).ToList();
        var name = Math.Min(30, usable.Max(e => e.Name.Length));
        var model = Math.Min(20, usable.Max(e => e.Definition!.Model?.Length ?? 0));
        foreach (var entry in usable)
        {
            var before =
                $"{Texts.Cut(entry.Name, name).PadRight(name)}  {entry.Origin.Word, -8}  {Texts.Cut(entry.Definition!.Model ?? "", Math.Max(1, model)).PadRight(model)}  ";
            var room = Math.Max(20, host.Output.Width - before.Length);
            text.Append($"{before}{Columns.Cut(entry.Definition.Description, room)}\n");
            if (!entry.IsTrusted)
            {
                text.Append($"    {NeedsTrust(entry)}\n");
            }
            foreach (var note in entry.Notes.Where(n => n.StartsWith(Restriction.Key, StringComparison.Ordinal)))
            {
                text.Append($"    {Texts.Cut(note, 200)}\n");
            }
        }
        var broken = entries.Where(e => e.Error is not null).ToList();
        if (broken.Count > 0)
        {
            text.Append('\n');
            text.AppendJoin("", broken.Select(e => $"! {Place(host, e)}: {Texts.Cut(e.Error!, 200)}\n"));
        }
        return text.ToString();
    }

    /// <summary>What is to be done before it runs.</summary>
    public static string NeedsTrust(CatalogEntry entry) =>
        $"brings {string.Join(", ", entry.Brings)}: it runs only after 'git swarm agents --trust {Texts.Cut(entry.Name, 60)}'";

    /// <summary>Where an entry is, as seen from here.</summary>
    public static string Place(SwarmHost host, CatalogEntry entry)
    {
        if (entry.Origin.File is not { } file)
        {
            return $"{entry.Origin.Word} {Texts.Cut(entry.Name, 60)}";
        }
        var near = Path.GetRelativePath(host.Directory, file);
        return Texts.OneLine(near.Length < file.Length ? near : file);
    }
}
