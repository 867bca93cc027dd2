using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>As <see cref="FaultTests"/>, for what sets up and cleans up; a class of its own, to run beside it.</summary>
[Trait("Category", "Binary")]
public sealed class FaultSetupTests
{
    [Theory]
    [InlineData("init")]
    [InlineData("deinit --purge")]
    [InlineData("gc")]
    [InlineData("doctor")]
    public void The_next_command_works(string command) => new FaultRun(Gits.System, RepositoryFormat.Files, command).TryAll();
}
