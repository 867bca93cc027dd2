using System.CommandLine;
using GitSwarm.Cli;
using GitSwarm.Clients.Settings;

namespace GitSwarm.Commands;

/// <summary><c>git swarm install</c> and <c>uninstall</c>: git-swarm's entries in the settings of an agent client.</summary>
internal static class InstallCommand
{
    public static Command Create(Runner run)
    {
        var client = ClientArgument();
        var scope = ScopeOption();
        var statusLine = new Option<bool>("--statusline") { Description = "Set the client's status line, too, if it has none" };
        var dryRun = DryRunOption();
        var command = new Command("install", "Add git-swarm to the settings of an agent client") { client, scope, statusLine, dryRun };
        run.On(
            command,
            (host, parsed) =>
            {
                if (parsed.GetValue(client) is not { } name)
                {
                    return ClientList.Show(host);
                }
                var steps = new StepLog(host, parsed.GetValue(dryRun));
                Install(host, steps, name, parsed.GetValue(scope), parsed.GetValue(statusLine));
                steps.End($"git-swarm is installed in {name}; sessions that run already may need a new start");
                return ExitCode.Yes;
            }
        );
        return command;
    }

    public static Command CreateUninstall(Runner run)
    {
        var client = ClientArgument();
        var scope = ScopeOption();
        var dryRun = DryRunOption();
        var command = new Command("uninstall", "Take git-swarm out of the settings of an agent client") { client, scope, dryRun };
        run.On(
            command,
            (host, parsed) =>
            {
                if (parsed.GetValue(client) is not { } name)
                {
                    return ClientList.Show(host);
                }
                var steps = new StepLog(host, parsed.GetValue(dryRun));
                var request = ClientRequests.Of(host, name, parsed.GetValue(scope));
                steps.Apply(ClientSetup.PlanRemoval(request));
                steps.End($"git-swarm is not installed in {name} ({request.Word} scope)");
                return ExitCode.Yes;
            }
        );
        return command;
    }

    /// <summary>Installs in a client.</summary>
    /// <exception cref="SwarmException">Its settings cannot be read or written, or there is no such client or scope.</exception>
    public static void Install(SwarmHost host, StepLog steps, string client, SettingsScope scope, bool statusLine)
    {
        var request = ClientRequests.Of(host, client, scope);
        var choice = new InstallChoice(ClientRequests.Program(host, scope), ClientRequests.Wakes(host), statusLine);
        steps.Apply(ClientSetup.PlanInstall(request, choice));
    }

    private static Argument<string?> ClientArgument() =>
        new("client") { Description = "Which client; without it, where it is installed", Arity = ArgumentArity.ZeroOrOne };

    private static Option<bool> DryRunOption() => new("--dry-run") { Description = "Only show what would be changed" };

    private static Option<SettingsScope> ScopeOption() =>
        new("--scope")
        {
            Description = "user: everywhere; project: for all who work on it; local: here, for me",
            HelpName = "scope",
            CustomParser = result =>
            {
                foreach (var scope in Enum.GetValues<SettingsScope>())
                {
                    if (SettingsRequest.WordOf(scope) == result.Tokens[0].Value)
                    {
                        return scope;
                    }
                }
                result.AddError($"no scope '{Texts.Cut(result.Tokens[0].Value, 40)}': user, project or local");
                return default;
            },
        };
}
