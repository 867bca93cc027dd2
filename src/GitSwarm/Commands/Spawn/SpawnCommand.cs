using System.CommandLine;
using GitSwarm.Agents.Plans;
using GitSwarm.Cli;

namespace GitSwarm.Commands.Spawn;

/// <summary><c>git swarm spawn</c>: plan one launch of an agent, and start it.</summary>
internal static class SpawnCommand
{
    public static Command Create(Runner run)
    {
        var options = new SpawnOptions();
        var command = options.AddTo(new Command("spawn", "Start an agent on a task, here or in a work tree of its own"));
        run.On(
            command,
            (host, parsed) =>
            {
                var call = options.Of(host, parsed);
                return call switch
                {
                    { ToBackground: { } id } => Launch.MoveToBackground(host, id),
                    { Attach: { } id } => Launch.Attach(host, id),
                    _ => Start(host, call, call.Request!),
                };
            }
        );
        return command;
    }

    private static int Start(SwarmHost host, SpawnCall call, LaunchRequest request)
    {
        _ = host.Enabled;
        var (parent, scene, caller) = SpawnScene.Of(host, call, request);
        var plan = LaunchPlanner.Plan(request, parent, scene);
        if (call.DryRun)
        {
            DryRun.Show(host, plan, scene.Runner.Runner.First(plan));
            return ExitCode.Yes;
        }
        return Launch.Run(host, plan, caller);
    }
}
