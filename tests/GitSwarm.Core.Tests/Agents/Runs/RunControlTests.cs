using GitSwarm.Agents.Runs;
using Xunit;

namespace GitSwarm.Tests.Agents.Runs;

public sealed class RunControlTests : IDisposable
{
    private readonly RunWorld world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData(true, null, Interruption.Kill, null)]
    [InlineData(false, null, Interruption.Stop, null)]
    [InlineData(true, "", Interruption.Kill, null)]
    [InlineData(false, "kill", Interruption.Stop, "kill")]
    [InlineData(true, "first\nsecond\e[2J", Interruption.Kill, "first second[2J")]
    public void Who_stops_a_run_may_say_why(bool now, string? why, Interruption expected, string? said)
    {
        var control = new RunControl("run", world.Files, () => world.Runs, null, TimeProvider.System, null, default);
        Assert.Equal((Interruption.None, null), (control.Look(), control.Said));

        RunControl.Ask(world.Files, "run", now, why);

        Assert.Equal((expected, said), (control.Look(), control.Said));
    }

    [Fact]
    public void A_lead_that_is_gone_comes_after_who_stops_it()
    {
        var control = new RunControl("run", world.Files, () => world.Runs, null, TimeProvider.System, null, default)
        {
            IsLeadGone = () => true,
        };
        Assert.Equal(Interruption.LeadGone, control.Look());

        RunControl.Ask(world.Files, "run", now: false);

        Assert.Equal(Interruption.Stop, control.Look());
    }
}
