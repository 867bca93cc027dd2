using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>As <see cref="FaultTests"/>, where one lock is the whole store's.</summary>
[Trait("Category", "Binary")]
public sealed class FaultReftableTests
{
    [GitTheory(RepositoryFormat.Reftable)]
    public void The_next_command_works(TestGit git, RepositoryFormat format) => new FaultRun(git, format, "focus").TryAll();
}
