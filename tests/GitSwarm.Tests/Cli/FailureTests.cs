using System.Text;
using System.Text.Json;
using GitSwarm.Cli;
using Xunit;

namespace GitSwarm.Tests.Cli;

/// <summary>What is told of a fault of our own.</summary>
public sealed class FailureTests : IDisposable
{
    private readonly MemoryStream output = new();
    private readonly MemoryStream error = new();

    public void Dispose()
    {
        output.Dispose();
        error.Dispose();
    }

    [Fact]
    public void A_bug_is_one_line_and_a_hint()
    {
        Assert.Equal(128, Report(json: false));

        Assert.Equal(0, output.Length);
        var lines = Encoding.UTF8.GetString(error.ToArray()).Split('\n');
        Assert.Equal("fatal: BUG: InvalidOperationException: broken  badly", lines[0]);
        Assert.StartsWith("hint: ", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_bug_is_an_object_for_programs()
    {
        Assert.Equal(128, Report(json: true));

        Assert.Equal(0, error.Length);
        var body = JsonDocument.Parse(output.ToArray()).RootElement.GetProperty("error");
        Assert.Equal("bug", body.GetProperty("code").GetString());
        Assert.Contains("broken", body.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private int Report(bool json)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        var outside = new Outside(variables, "/", 1, Stream.Null, output, error, OutputIsTerminal: false, 80, null);
        return Failure.ReportBug(outside, json, new InvalidOperationException("broken\r\nbadly"));
    }
}
