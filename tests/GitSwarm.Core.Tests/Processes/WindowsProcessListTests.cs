using FsCheck;
using FsCheck.Fluent;
using GitSwarm.Sessions.Processes;
using Xunit;

namespace GitSwarm.Core.Tests.Processes;

public sealed class WindowsProcessListTests
{
    private const string Csv =
        "\"ProcessId\",\"ParentProcessId\",\"Name\",\"Start\",\"CommandLine\"\r\n"
        + "\"0\",\"0\",\"System Idle Process\",,\r\n"
        + "\"4\",\"0\",\"System\",\"639000000000000000\",\r\n"
        + "\"700\",\"612\",\"explorer.exe\",\"639000000100000000\",\"C:\\Windows\\Explorer.EXE\"\r\n"
        + "\"4242\",\"700\",\"claude.exe\",\"639000000200000000\",\"\"\"C:\\Program Files\\claude\\claude.exe\"\" -p \"\"two, lines\nof it\"\"\"\r\n"
        + "\"5000\",\"4242\",\"node.exe\",\"639000000300000000\",\"node  C:\\npm\\node_modules\\@google\\gemini-cli\\bundle\\gemini.js\"\r\n"
        + "\"5001\",\"5002\",\"cmd.exe\",\"639000000300000000\",\"cmd.exe /c x\"\r\n"
        + "\"5002\",\"700\",\"late.exe\",\"639000000400000000\",\"late.exe\"\r\n"
        + "\"what\",\"700\",\"bad.exe\",\"1\",\"bad\"\r\n";

    private readonly IReadOnlyDictionary<int, ProcessEntry> found = WindowsProcessList.Parse(Csv);

    [Fact]
    public void Reads_number_parent_start_name_and_arguments()
    {
        Assert.Equal([0, 4, 700, 4242, 5000, 5001, 5002], found.Keys.Order());
        var claude = found[4242];
        Assert.Equal(
            (4242, 700, "639000000200000000", "claude.exe", 0),
            (claude.Pid, claude.Parent, claude.Start, claude.Name, claude.TerminalSessionLeader)
        );
        Assert.Equal([@"C:\Program Files\claude\claude.exe", "-p", "two, lines\nof it"], claude.CommandLine);
        Assert.Empty(found[4].CommandLine);
        Assert.Equal("639000000000000000", found[WindowsProcessList.SystemPid].Start);
    }

    [Fact]
    public void A_parent_that_is_gone_or_started_later_is_none()
    {
        Assert.Equal(0, found[700].Parent);
        Assert.Equal(0, found[5001].Parent);
        Assert.Equal(4242, found[5000].Parent);
    }

    [Fact]
    public void Clients_are_found_in_it()
    {
        Assert.Equal("claude", KnownClients.Of(found[4242])?.Name);
        Assert.Equal("gemini", KnownClients.Of(found[5000])?.Name);
        Assert.Null(KnownClients.Of(found[5001]));
    }

    // From the table in the documentation of CommandLineToArgvW.
    [Theory]
    [InlineData("x \"a b c\" d e", "x", "a b c", "d", "e")]
    [InlineData("x \"ab\\\"c\" \"\\\\\" d", "x", "ab\"c", "\\", "d")]
    [InlineData("x a\\\\\\b d\"e f\"g h", "x", "a\\\\\\b", "de fg", "h")]
    [InlineData("x a\\\\\\\"b c d", "x", "a\\\"b", "c", "d")]
    [InlineData("x a\\\\\\\\\"b c\" d e", "x", "a\\\\b c", "d", "e")]
    [InlineData("x a\\", "x", "a\\")]
    [InlineData("\"C:\\a b\\\" c", "C:\\a b\\", "c")]
    [InlineData("  ")]
    public void Splits_a_command_line_as_windows_does(string line, params string[] expected) =>
        Assert.Equal(expected, WindowsCommandLine.Split(line));

    [Fact]
    public void What_was_quoted_comes_apart_again() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll<string[]>(texts =>
            {
                var arguments = texts.Select(text => (text ?? "").Replace("\0", "", StringComparison.Ordinal)).ToArray();
                var line = "program " + string.Join(' ', arguments.Select(Quote));
                return WindowsCommandLine.Split(line).Skip(1).SequenceEqual(arguments);
            })
        );

    [Fact]
    public void Comma_separated_values_come_apart_again() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll<string[][]>(rows =>
            {
                var table = rows.Where(row => row is { Length: > 1 }).Select(row => row.Select(text => text ?? "").ToArray()).ToList();
                var text = string.Join(
                    "\r\n",
                    table.Select(row => string.Join(',', row.Select(field => $"\"{field.Replace("\"", "\"\"")}\"")))
                );
                return CommaSeparated
                    .Rows(text)
                    .Select(row => string.Join('\u0001', row))
                    .SequenceEqual(table.Select(row => string.Join('\u0001', row)));
            })
        );

    // The rule the other way round: double the backslashes before a quote, and put one more before a quote that is a letter.
    private static string Quote(string argument)
    {
        var text = new System.Text.StringBuilder("\"");
        var slashes = 0;
        foreach (var c in argument)
        {
            text.Append('\\', c == '"' ? slashes + 1 : 0).Append(c);
            slashes = c == '\\' ? slashes + 1 : 0;
        }
        return text.Append('\\', slashes).Append('"').ToString();
    }
}
