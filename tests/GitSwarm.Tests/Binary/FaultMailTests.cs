using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>Killed at any call of git: a message or note arrives once, or its sender is told that it did not.</summary>
[Trait("Category", "Binary")]
public sealed class FaultMailTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_sent_is_there_once_and_what_is_refused_is_not(bool isMail)
    {
        using var run = new FaultMailRun(Gits.System, RepositoryFormat.Files, isMail);
        run.TrySending();
    }

    [ToolFact("git 2.45")]
    public void So_it_is_where_one_lock_is_the_whole_stores()
    {
        using var run = new FaultMailRun(Gits.Newest, RepositoryFormat.Reftable, isMail: true);
        run.TrySending();
    }
}
