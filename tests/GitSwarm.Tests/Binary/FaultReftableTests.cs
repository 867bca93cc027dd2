using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>As <see cref="FaultTests"/>, where one lock is the whole store's.</summary>
[Trait("Category", "Binary")]
public sealed class FaultReftableTests
{
    [ToolFact("git 2.45")]
    public void The_next_command_works() => new FaultRun(Gits.Newest, RepositoryFormat.Reftable, "focus").TryAll();
}
