using System.CommandLine;
using GitSwarm.Agents.Definitions;
using GitSwarm.Cli;

namespace GitSwarm.Commands.Agents;

/// <summary><c>git swarm agents</c>: the agents that are defined here.</summary>
internal static class AgentsCommand
{
    public static Command Create(Runner run)
    {
        var check = new Option<bool>("--check") { Description = "Say what is wrong or odd about definitions" };
        var forModel = new Option<bool>("--for-model")
        {
            Description = "One line for each agent that can be used, for a model to pick from",
        };
        var trust = new Option<string?>("--trust")
        {
            Description = "Let this agent of the repository run, with the hooks, servers and rights it brings",
            HelpName = "name",
        };
        var agents = new Option<string?>("--agents")
        {
            Description = "Also these definitions: JSON, or a file of it, or a Markdown file",
            HelpName = "json|file",
            Recursive = true,
        };
        var command = new Command("agents", "The agents that are defined here") { check, forModel, trust, agents };
        command.Validators.Add(result =>
        {
            if (new Option[] { check, forModel, trust }.Count(o => result.GetResult(o) is not null) > 1)
            {
                result.AddError("--check, --for-model and --trust exclude each other");
            }
        });
        run.On(
            command,
            (host, parsed) =>
            {
                var sources = new AgentSources(host);
                var catalog = sources.Catalog(parsed.GetValue(agents));
                return parsed.GetValue(trust) is { } name ? AgentsTrust.Run(host, catalog, name)
                    : parsed.GetValue(check) ? AgentsCheck.Run(host, catalog)
                    : parsed.GetValue(forModel) ? AgentsForModel.Run(host, catalog, sources.Claude)
                    : AgentsList.Run(host, catalog);
            }
        );
        command.Subcommands.Add(Show(run, agents));
        return command;
    }

    private static Command Show(Runner run, Option<string?> agents)
    {
        var name = new Argument<string>("name") { Description = "Which agent" };
        var command = new Command("show", "All of one definition: where it comes from, its fields, its prompt") { name };
        run.On(
            command,
            (host, parsed) =>
            {
                var catalog = new AgentSources(host).Catalog(parsed.GetValue(agents));
                return AgentsShow.Run(host, catalog, Find(catalog, parsed.GetValue(name)!));
            }
        );
        return command;
    }

    /// <summary>The definition of a name.</summary>
    /// <exception cref="SwarmException">There is none that can be used.</exception>
    public static CatalogEntry Find(AgentCatalog catalog, string name)
    {
        if (catalog[name] is { } entry)
        {
            return entry;
        }
        var shown = Texts.Cut(name, 40);
        throw catalog.Entries.LastOrDefault(e => e.Name == name && e.Error is not null) is { } broken
            ? new SwarmException(
                ErrorCode.UnknownAgent,
                $"agent '{shown}' cannot be used: {broken.Error}",
                $"correct {broken.Origin.File ?? "what --agents was given"}; 'git swarm agents --check' lists all that is wrong"
            )
            : new SwarmException(
                ErrorCode.UnknownAgent,
                $"no agent '{shown}'",
                $"there is {string.Join(", ", catalog.InForce.Select(e => e.Name))}"
            );
    }
}
