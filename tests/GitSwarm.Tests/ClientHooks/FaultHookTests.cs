using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.ClientHooks;

/// <summary>Whatever happens to any git a hook starts, or to the hook itself: the client goes on, and nothing is lost.</summary>
[Trait("Category", "Binary")]
public sealed class FaultHookTests
{
    private const int Most = 20;

    [Theory]
    [InlineData(FaultMode.Refuse)]
    [InlineData(FaultMode.KillGit)]
    [InlineData(FaultMode.KillCallerAfter)]
    public void A_message_is_told_at_this_end_of_a_turn_or_the_next(FaultMode mode)
    {
        using var pair = new Pair();
        var again = 0;
        var shots = EachCall(
            pair,
            mode,
            call => pair.One.User.Do("--as", "one", "send", "two", $"message {call}."),
            _ => pair.Two.Try("Stop", """{"stop_hook_active":false}"""),
            (faulty, call) =>
            {
                var next = pair.Two.Stop();
                Assert.Contains($"| message {call}.", faulty.Output + next);
                again +=
                    faulty.Output.Contains("| message", StringComparison.Ordinal) && next.Contains("| message", StringComparison.Ordinal)
                        ? 1
                        : 0;
                Assert.Empty(pair.Two.Stop());
            }
        );

        Assert.InRange(shots, 3, Most);
        // Only what was put out and could not be recorded comes again.
        Assert.True(again < shots);
        pair.Cli.Do("doctor");
    }

    [Theory]
    [InlineData(FaultMode.Refuse)]
    [InlineData(FaultMode.KillGit)]
    [InlineData(FaultMode.KillCallerAfter)]
    public void An_edit_goes_on_and_is_on_record_with_the_next_one(FaultMode mode)
    {
        using var pair = new Pair();
        var shots = EachCall(
            pair,
            mode,
            _ => { },
            call => pair.Two.Try("PreToolUse", pair.Two.Call($"src/file{call}.js", "Edit")),
            (faulty, call) =>
            {
                Assert.Empty(faulty.Output);
                Assert.Empty(pair.Two.Edit($"src/file{call}.js", "// two\n"));
                Assert.Contains($"src/file{call}.js: two", pair.One.Warned($"src/file{call}.js"));
            }
        );

        Assert.InRange(shots, 3, Most);
        pair.Cli.Do("doctor");
    }

    /// <summary>Has each call of git fail in its turn.</summary>
    /// <returns>How many there were.</returns>
    private static int EachCall(Pair pair, FaultMode mode, Action<int> before, Func<int, Finished> run, Action<Finished, int> after)
    {
        for (var call = 1; call <= Most; call++)
        {
            before(call);
            var shim = new FaultGit(pair.Cli.Sandbox, mode, call, TimeSpan.FromMilliseconds(2));
            var path = shim.Variables["PATH"];
            pair.Two.User.Variables["PATH"] = path;
            var faulty = run(call);
            pair.Two.User.Variables.Remove("PATH");
            if (mode is FaultMode.Refuse or FaultMode.KillGit)
            {
                Assert.Equal((0, ""), (faulty.ExitCode, faulty.Error));
            }
            after(faulty, call);
            if (!shim.Reached)
            {
                return call - 1;
            }
        }
        return Most + 1;
    }
}
