using System.Globalization;
using System.Reflection;
using GitSwarm.Cli;
using GitSwarm.Store;
using Xunit;

namespace GitSwarm.Tests.Guards;

/// <summary>What scripts rely on is written down.</summary>
public class DocumentedValuesTests
{
    [Fact]
    public void Every_error_code_is_in_the_command_line_document()
    {
        var text = Documents.Read("docs/cli.md");

        Assert.All(Enum.GetValues<ErrorCode>(), code => Assert.Contains($"| `{new SwarmException(code, "").CodeText}` |", text));
    }

    [Theory]
    [InlineData("docs/cli.md")]
    [InlineData("docs/man/git-swarm.1")]
    public void Every_exit_code_is_documented(string path)
    {
        var text = Documents.Read(path);
        var codes = typeof(ExitCode)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(f => ((int)f.GetRawConstantValue()!).ToString(CultureInfo.InvariantCulture));

        Assert.All(codes, code => Assert.Matches($@"\b{code}\b", text));
    }

    [Fact]
    public void Every_kind_of_ref_is_in_the_data_model()
    {
        var text = Documents.Read("docs/data-model.md");

        string[] kinds =
        [
            .. SwarmRefs.SessionKinds,
            SwarmRefs.Locks,
            SwarmRefs.Notes,
            SwarmRefs.Mail,
            SwarmRefs.Cursors,
            SwarmRefs.Tasks,
            SwarmRefs.Runs,
            SwarmRefs.Teams,
            SwarmRefs.Superseded,
        ];

        Assert.All(kinds, kind => Assert.Contains($"| `{kind}` |", text));
    }

    [Theory]
    [InlineData("docs/cli.md")]
    [InlineData("docs/man/git-swarm.1")]
    public void Every_variable_of_ours_is_documented(string path)
    {
        var text = Documents.Read(path);
        string[] variables = ["GIT_SWARM", "GIT_SWARM_SESSION", "GIT_SWARM_PID", "GIT_SWARM_TTY", "GIT_SWARM_TRACE", "NO_COLOR"];

        Assert.All(variables, variable => Assert.Matches($@"\b{variable}\b", text));
    }
}
