using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Guards;

public class ManPageTests
{
    [ToolFact("man")]
    public void It_is_formatted_without_a_warning()
    {
        using var sandbox = new Sandbox();

        var man = sandbox.Run("man", ["--warnings", "-l", Documents.PathOf("docs/man/git-swarm.1")]);

        Assert.Equal("", man.Error);
        Assert.Equal(0, man.ExitCode);
    }
}
