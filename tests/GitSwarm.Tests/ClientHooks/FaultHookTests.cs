using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.ClientHooks;

/// <summary>Whatever happens to a git a hook starts, or to the hook itself: the client goes on, and no message is lost.</summary>
[Trait("Category", "Binary")]
public sealed class FaultHookTests
{
    /// <summary>The calls of a hook that tells something; one that is refused tries again, and so makes more.</summary>
    private const int Calls = 6;

    [Theory]
    [InlineData(FaultMode.Refuse)]
    [InlineData(FaultMode.KillGit)]
    [InlineData(FaultMode.KillCallerAfter)]
    public void A_message_is_told_at_this_end_of_a_turn_or_the_next(FaultMode mode)
    {
        using var pair = new Pair();
        var reached = 0;
        for (var call = 1; call <= Calls; call++)
        {
            pair.One.User.Do("--as", "one", "send", "two", $"message {call}.");
            var shim = new FaultGit(pair.Cli.Sandbox, mode, call, TimeSpan.FromMilliseconds(2));
            pair.Two.User.Variables["PATH"] = shim.Variables["PATH"];
            var faulty = pair.Two.Try("Stop", """{"stop_hook_active":false}""");
            pair.Two.User.Variables.Remove("PATH");

            Assert.True(mode == FaultMode.KillCallerAfter || (faulty.ExitCode, faulty.Error) == (0, ""), faulty.Error);
            Assert.Contains($"| message {call}.", faulty.Output + pair.Two.Stop());
            // A killed git may leave a lock that lets nothing be recorded for a while: then nothing is told a third time.
            Assert.Empty(pair.Two.Stop("""{"stop_hook_active":true}"""));
            reached += shim.Reached ? 1 : 0;
        }
        Assert.InRange(reached, 3, Calls);
    }
}
