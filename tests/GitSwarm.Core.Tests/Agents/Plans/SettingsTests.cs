using GitSwarm.Agents.Plans;
using GitSwarm.Git;
using GitSwarm.Setup;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Agents.Plans;

public class SettingsTests
{
    [Fact]
    public void They_are_read_as_git_keeps_them()
    {
        using var sandbox = new Sandbox();
        var test = TestRepository.Create(sandbox);
        test.Git("config", "--add", "swarm.hook.SubagentStart", "./a.sh");
        test.Git("config", "--add", "swarm.hook.subagentstart", "./b.sh");
        test.Git("config", "swarm.hook.Stpo", "./c.sh");
        test.Git("config", "--add", "swarm.customDenied", "Bash, WebFetch");
        test.Git("config", "--add", "swarm.customDenied", "WebSearch");
        test.Git("config", "swarm.autoBackground", "2m");
        test.Git("config", "swarm.background", "false");
        test.Git("config", "swarm.forkByDefault", "yes");
        test.Git("config", "swarm.handoffCheck", "./check.sh");
        test.Git("config", "swarm.runner", "command:./run.sh");

        var settings = Read();

        Assert.Equal(["./a.sh", "./b.sh"], settings.Hooks["SubagentStart"]);
        Assert.Equal(["swarm.hook.stpo"], settings.UnknownHooks);
        Assert.Equal(["Bash", "WebFetch", "WebSearch"], settings.CustomDenied);
        Assert.Equal((120, false, true), (settings.AutoBackground, settings.Background, settings.ForkByDefault));
        Assert.Equal(("./check.sh", "command:./run.sh", null), (settings.HandoffCheck, settings.Runner, settings.Command));
        Assert.Equal(600, settings.AskLimit);
        test.Git("config", "swarm.askLimit", "99999w");
        // Longer than the timers of a client can count would be no time at all.
        Assert.Equal(86_400, Read().AskLimit);
        test.Git("config", "swarm.autoBackground", "soon");
        Assert.Contains("swarm.autoBackground cannot be 'soon'", Launches.Refusal(() => Read()), StringComparison.Ordinal);

        LaunchSettings Read() =>
            LaunchSettings.Of(
                Settings.Read(
                    new GitProcess(new GitEnvironment(new Dictionary<string, string>(sandbox.Variables))),
                    RepositoryDiscovery.Find(test.Path, _ => null)
                )
            );
    }
}
