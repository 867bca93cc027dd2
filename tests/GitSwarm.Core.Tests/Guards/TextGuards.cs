using System.Text.RegularExpressions;
using Xunit;

namespace GitSwarm.Tests.Guards;

public partial class TextGuards
{
    private const int MostLines = 300;

    [Fact]
    public void No_source_file_is_too_long_to_read_at_once() =>
        AssertNone(
            TrackedFiles
                .All.Where(path => path.EndsWith(".cs", StringComparison.Ordinal))
                .Select(path => (Path: path, TrackedFiles.ReadLines(path).Length))
                .Where(file => file.Length > MostLines)
                .Select(file => $"{file.Path} has {file.Length} lines; split it by idea at {MostLines}")
        );

    [Fact]
    public void No_file_names_a_directory_of_the_machine_it_was_written_on() =>
        AssertNone(
            from path in TrackedFiles.All
            where !IsBinary(path)
            from line in TrackedFiles.ReadLines(path).Select((text, index) => (Text: text, Number: index + 1))
            where MachinePath().IsMatch(line.Text)
            select $"{path}:{line.Number}: {line.Text.Trim()}"
        );

    [Fact]
    public void Every_decision_has_a_number_of_its_own()
    {
        var decisions = TrackedFiles
            .All.Where(path => path.StartsWith("docs/decisions/", StringComparison.Ordinal))
            .Select(path => Path.GetFileName(path))
            .ToList();

        AssertNone(decisions.Where(name => !Decision().IsMatch(name)).Select(name => $"{name} is not named 0001-like-this.md"));
        AssertNone(decisions.GroupBy(name => name[..4]).Where(group => group.Count() > 1).Select(group => string.Join(" and ", group)));
    }

    [Theory]
    [InlineData("cd /ro" + "ot/app", true)]
    [InlineData("/ho" + "me/carol/app", true)]
    [InlineData("/home/alice/app", false)]
    [InlineData("=\"/wo" + "rk/app\"", true)]
    [InlineData("~/app, $HOME/app, docs/wo" + "rk/app, /ho" + "me/$USER/", false)]
    public void The_pattern_tells_machines_from_examples(string text, bool found) => Assert.Equal(found, MachinePath().IsMatch(text));

    private static bool IsBinary(string path) => TrackedFiles.Read(path).Contains('\0', StringComparison.Ordinal);

    private static void AssertNone(IEnumerable<string> found) => Assert.Equal("", string.Join('\n', found));

    // The people of examples (alice, bob, dev) have home directories nobody works in.
    [GeneratedRegex(@"(?<![\w.$}/-])/(root|work|(home|Users)/(?!(alice|bob|dev)/)[a-z][\w-]*)/", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"^\d{4}-[a-z0-9-]+\.md$", RegexOptions.None, 1000)]
    private static partial Regex Decision();
}
