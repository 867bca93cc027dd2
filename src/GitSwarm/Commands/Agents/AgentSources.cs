using GitSwarm.Agents.Definitions;
using GitSwarm.Cli;
using GitSwarm.Clients.Claude;
using GitSwarm.Clients.Settings;
using GitSwarm.Git;
using GitSwarm.Setup;

namespace GitSwarm.Commands.Agents;

/// <summary>Puts the catalog of definitions together from what the host can see.</summary>
internal sealed class AgentSources
{
    private readonly SwarmHost host;
    private readonly Surroundings where;

    public AgentSources(SwarmHost host)
    {
        this.host = host;
        where = ClientRequests.Where(host);
        Claude = new ClaudeFiles(where, DefinitionPlaces.ManagedDirectory);
    }

    /// <summary>What Claude Code's files say.</summary>
    public ClaudeFiles Claude { get; }

    /// <summary>Every definition there is, those of <c>--agents</c> too.</summary>
    /// <exception cref="SwarmException">The config cannot be read, or what <c>--agents</c> was given.</exception>
    public AgentCatalog Catalog(string? flag)
    {
        var settings = host.IsInRepository ? host.Settings : Settings.Read(host.GitProcess, null);
        IEnumerable<string> plugins = [.. Claude.Plugins(), .. PluginFolders.In(PluginDirectory(settings["swarm.plugindir"]))];
        // A link must not make a plugin of the work tree look like one from elsewhere.
        var places = DefinitionPlaces.Of(where, RealPath.Of(host.Directory), plugins.Select(RealPath.Of));
        return AgentCatalog.Of(
            [.. BuiltInDefinitions.Read(), .. DefinitionFiles.Read(places)],
            flag is null ? [] : FlagDefinitions.Read(flag, host.Directory),
            Restriction.Parse(settings.OfSystem(Restriction.Key)),
            new AgentTrust(host.IsInRepository ? AgentTrustFile.Read(host.Repository) : new HashSet<string>(), ClientRequests.Hash)
        );
    }

    // As git reads a path: ~ is the home directory, and what is relative is so to the work tree.
    private string PluginDirectory(string? value) =>
        value is null ? ""
        : value.StartsWith("~/", StringComparison.Ordinal) && where.Home is { } home ? Path.Combine(home, value[2..])
        : Path.GetFullPath(value, where.Top ?? host.Directory);
}
