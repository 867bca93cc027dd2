using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>Git fails, or somebody is killed, at every call of a command that writes: the next command works all the same.</summary>
[Trait("Category", "Binary")]
public sealed class FaultTests
{
    public static TheoryData<string> Commands => ["join", "focus", "touch", "mute", "leave"];

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_next_command_works(string command) => new FaultRun(Gits.System, RepositoryFormat.Files, command).TryAll();
}
