using GitSwarm.Agents.Members;
using Xunit;

namespace GitSwarm.Tests.Agents.Members;

/// <summary>What a member bears with, and what ends it.</summary>
[Trait("Rule", "L1")]
public class StoreTroubleTests
{
    private readonly List<string> told = [];

    [Theory]
    [InlineData(ErrorCode.StoreBusy)]
    [InlineData(ErrorCode.StoreReadOnly)]
    [InlineData(ErrorCode.GitFailed)]
    public void What_passes_is_told_once_and_tried_again(ErrorCode code)
    {
        var trouble = new StoreTrouble(told.Add);
        Assert.True(trouble.IsQuiet);

        Assert.Null(trouble.Try<string>(() => throw new SwarmException(code, "no space")));
        Assert.Null(trouble.Try<string>(() => throw new SwarmException(code, "no space")));
        Assert.False(trouble.IsQuiet);
        Assert.Equal("done", trouble.Try(() => "done"));
        Assert.True(trouble.IsQuiet);
        Assert.False(trouble.IsRetryDue);
        Assert.Null(trouble.Try<string>(() => throw new SwarmException(code, "again")));

        Assert.Equal(["no space", "again"], told);
    }

    [Theory]
    [InlineData(ErrorCode.NotOptedIn)]
    [InlineData(ErrorCode.NotARepository)]
    [InlineData(ErrorCode.CannotLaunch)]
    public void What_does_not_pass_is_no_matter_of_waiting(ErrorCode code)
    {
        var trouble = new StoreTrouble(told.Add);

        Assert.Throws<SwarmException>(() => trouble.Try<string>(() => throw new SwarmException(code, "over")));

        Assert.Empty(told);
    }
}
