using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>Killed at any call of git: what was not shown waits, and what was shown but not recorded comes again under the same id.</summary>
[Trait("Category", "Binary")]
public sealed class FaultDeliveryTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nothing_is_lost_on_its_way_out(bool isMail)
    {
        using var run = new FaultMailRun(Gits.System, RepositoryFormat.Files, isMail);
        run.TryReading();

        Assert.True(run.Again > 0, "no fault fell between showing and recording");
    }

    [ToolFact("git 2.45")]
    public void Nor_where_one_lock_is_the_whole_stores()
    {
        using var run = new FaultMailRun(Gits.Newest, RepositoryFormat.Reftable, isMail: true);
        run.TryReading();

        Assert.True(run.Again > 0, "no fault fell between showing and recording");
    }
}
