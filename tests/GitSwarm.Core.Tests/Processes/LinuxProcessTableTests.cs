using GitSwarm.Sessions.Processes;
using Xunit;

namespace GitSwarm.Core.Tests.Processes;

public sealed class LinuxProcessTableTests : IDisposable
{
    private readonly FakeProc proc = new();

    private LinuxProcessTable Table => new(proc.Root);

    public void Dispose() => proc.Dispose();

    [LinuxFact]
    public void Whether_others_are_hidden_shows_at_the_first_process()
    {
        using var few = new FakeProc();
        few.Process(7, FakeProc.Stat(7, "sh", 'S', 1, 7, 0, 1, 70), "sh");
        Assert.True(new LinuxProcessTable(few.Root).HidesOthers);

        // hidepid=1: it is there, and cannot be read.
        Directory.CreateDirectory(Path.Combine(few.Root, "1"));
        Assert.True(new LinuxProcessTable(few.Root).HidesOthers);

        few.Process(1, FakeProc.Stat(1, "init", 'S', 0, 1, 0, 1, 1), "init");
        Assert.False(new LinuxProcessTable(few.Root).HidesOthers);
        Assert.False(new LinuxProcessTable().HidesOthers);
    }

    [Fact]
    public void Reads_every_field_of_a_process()
    {
        proc.Process(42, FakeProc.Stat(42, "node", 'S', 7, 6, 34816, 11, 123456), "node", "/x/bin/gemini", "-p");
        var found = Table.Find(42)!;
        Assert.Equal((42, 7, "123456", "node", 6), (found.Pid, found.Parent, found.Start, found.Name, found.TerminalSessionLeader));
        Assert.Equal(["node", "/x/bin/gemini", "-p"], found.CommandLine);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a) S 1 (b")]
    [InlineData("((")]
    [InlineData("))) Z 9 9")]
    [InlineData("")]
    public void A_name_may_hold_spaces_and_parentheses(string name)
    {
        proc.Process(42, FakeProc.Stat(42, name, 'S', 7, 6, 0, 1, 99), "x");
        var found = Table.Find(42)!;
        Assert.Equal((name, 7, "99"), (found.Name, found.Parent, found.Start));
    }

    [Fact]
    public void Without_a_terminal_there_is_no_leader()
    {
        proc.Process(42, FakeProc.Stat(42, "x", 'S', 7, 6, 0, 1, 99), "x");
        Assert.Equal(0, Table.Find(42)!.TerminalSessionLeader);
    }

    [Theory]
    [InlineData('Z', 1, false)]
    [InlineData('X', 1, false)]
    [InlineData('x', 1, false)]
    [InlineData('Z', 3, true)] // only the main thread ended
    [InlineData('D', 1, true)]
    [InlineData('T', 1, true)]
    public void A_process_that_waits_to_be_collected_is_gone(char state, int threads, bool there)
    {
        proc.Process(42, FakeProc.Stat(42, "x", state, 7, 6, 0, threads, 99), "x");
        Assert.Equal(there, Table.Find(42) is not null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("42 (x")]
    [InlineData("42 (x)")]
    [InlineData("42 (x) S 1 2 3")]
    [InlineData("42 (x) S one 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22")]
    public void A_line_of_another_form_is_no_process(string stat)
    {
        proc.Process(42, stat, "x");
        Assert.Null(Table.Find(42));
    }

    [Fact]
    public void A_missing_process_is_null_and_so_is_no_number()
    {
        proc.Write("0/stat", FakeProc.Stat(0, "x", 'S', 0, 0, 0, 1, 1));
        proc.Write("-1/stat", FakeProc.Stat(-1, "x", 'S', 0, 0, 0, 1, 1));
        Assert.Null(Table.Find(43));
        Assert.Null(Table.Find(0));
        Assert.Null(Table.Find(-1));
    }

    [Fact]
    public void A_command_line_may_be_empty_padded_or_very_long()
    {
        proc.Process(1, FakeProc.Stat(1, "kthread", 'S', 0, 0, 0, 1, 1));
        proc.Process(2, FakeProc.Stat(2, "renamed", 'S', 0, 0, 0, 1, 1), "claude", "", "", "");
        proc.Process(3, FakeProc.Stat(3, "long", 'S', 0, 0, 0, 1, 1), "claude", "-p", new string('x', 100_000));
        Assert.Empty(Table.Find(1)!.CommandLine);
        Assert.Equal(["claude"], Table.Find(2)!.CommandLine);
        Assert.Equal(["claude", "-p"], Table.Find(3)!.CommandLine.Take(2));
        Assert.InRange(Table.Find(3)!.CommandLine[2].Length, 1000, 4096);
    }

    [Fact]
    public void Boot_and_namespace_come_from_the_kernel()
    {
        proc.Write("sys/kernel/random/boot_id", "87100267-efff-491d-ad47-216b742d094d\n");
        proc.Link("self/ns/pid", "pid:[4026532179]");
        proc.Write("self/status", "Name:\tx\nNSpid:\t2\nNSpgid:\t1\n");
        Assert.Equal("87100267-efff-491d-ad47-216b742d094d", Table.Boot);
        Assert.Equal("pid:[4026532179]", Table.Namespace);
    }

    [Fact]
    public void What_cannot_be_read_is_empty()
    {
        Assert.Equal("", Table.Boot);
        Assert.Equal("", Table.Namespace);
    }

    [Fact]
    public void The_proc_of_a_namespace_around_ours_is_not_believed()
    {
        proc.Link("self/ns/pid", "pid:[4026532179]");
        proc.Write("self/status", "Name:\tx\nNSpid:\t11609\t2\n");
        proc.Process(2, FakeProc.Stat(2, "somebody", 'S', 0, 0, 0, 1, 1), "claude");
        Assert.Equal("", Table.Namespace);
        Assert.Null(Table.Find(2));
    }
}
