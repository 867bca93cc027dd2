using GitSwarm.Hooks;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Core.Tests.Hooks;

/// <summary>Our texts in every shell that a hook can be written for, strict modes included.</summary>
[Collection(HookCollection.Name)]
public sealed class ShellDialectTests
{
    [ToolFact("sh")]
    public void In_sh() => AssertWorks("sh");

    [ToolFact("dash")]
    public void In_dash() => AssertWorks("dash");

    [ToolFact("bash")]
    public void In_bash() => AssertWorks("bash");

    [ToolFact("zsh")]
    public void In_zsh() => AssertWorks("zsh");

    [ToolFact("ksh")]
    public void In_ksh() => AssertWorks("ksh");

    private static void AssertWorks(string shell)
    {
        using var repository = new HookRepository();
        var onPath = Path.Combine(repository.BinOnPath, "git-swarm");
        foreach (var eventName in HookEvents.Installed)
        {
            var block = HookTexts.Embedded.Newest.Block.Render(eventName, repository.Program);
            var snippet = HookTexts.Embedded.Snippet.Render(eventName) + "\n";
            var command = HookTexts.Embedded.Newest.Command.Render(eventName, repository.Program) + " \"$@\"\n";
            foreach (var text in new[] { block, snippet, command })
            {
                var hook = repository.WriteHook("hook", "set -eu\n" + text + "echo users $# >>\"$LOG\"\n");
                foreach (var code in new[] { 0, 1, 2, 127, 255 })
                {
                    repository.WriteProgram($"exit {code}");
                    repository.WriteProgram($"exit {code}", onPath);
                    var (exitCode, output) = repository.Tool(shell, hook, "a b", "");
                    var denied = code == 1 && eventName == HookEvents.Denying;
                    Assert.Equal((denied ? 1 : 0, ""), (exitCode, output));
                    string[] calls = [$"hook git {eventName} a b  []", .. denied ? Array.Empty<string>() : ["users 2"]];
                    Assert.Equal(calls, repository.Calls());
                }
                File.Delete(repository.Program);
                File.Delete(onPath);
                Assert.Equal((0, ""), repository.Tool(shell, hook));
                Assert.Equal(["users 0"], repository.Calls());
            }
        }
    }
}
