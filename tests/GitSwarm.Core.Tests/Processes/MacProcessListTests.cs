using GitSwarm.Sessions.Processes;
using Xunit;

namespace GitSwarm.Core.Tests.Processes;

public sealed class MacProcessListTests
{
    private const string States = """
            1     0 ??       Ss   Sat Nov 21 08:00:01 2026     /sbin/launchd
          410     1 ??       S    Sat Nov 21 08:03:10 2026     /System/Applications/Utilities/Terminal.app/Contents/MacOS/Terminal
          812   410 ttys001  Ss   Sat Nov 21 08:04:00 2026     login
          813   812 ttys001  S    Sat Nov 21 08:04:01 2026     -zsh
          900   813 ttys001  S+   Sun Nov  1 08:04:01 2026     /Users/dev/Library/Application Support/bin/claude
          901   900 ??       S    Sat Nov 21 08:05:00 2026     /opt/homebrew/bin/node
          902   900 ttys002  Ss+  Sat Nov 21 08:05:00 2026     /bin/zsh
          903   900 ttys001  Z+   Sat Nov 21 08:05:00 2026     (git)
        garbage
        """;

    private const string Arguments = """
            1 /sbin/launchd
          812 login -pf dev
          813 -zsh
          900 /Users/dev/Library/Application Support/bin/claude --resume "a  b"
          901 node /opt/homebrew/bin/gemini -p hi
          902 /bin/zsh -c git swarm status
        """;

    private readonly IReadOnlyDictionary<int, ProcessEntry> found = MacProcessList.Parse(States, Arguments);

    [Fact]
    public void Reads_number_parent_start_and_name()
    {
        Assert.Equal([1, 410, 812, 813, 900, 901, 902], found.Keys.Order());
        Assert.Equal((900, 813), (found[900].Pid, found[900].Parent));
        Assert.Equal("Sun Nov 1 08:04:01 2026", found[900].Start);
        Assert.Equal(["Terminal", "claude", "node"], [found[410].Name, found[900].Name, found[901].Name]);
    }

    [Fact]
    public void A_path_with_spaces_is_one_argument()
    {
        Assert.Equal("/Users/dev/Library/Application Support/bin/claude", found[900].CommandLine[0]);
        Assert.Equal("--resume", found[900].CommandLine[1]);
        Assert.Equal(["node", "/opt/homebrew/bin/gemini", "-p", "hi"], found[901].CommandLine);
        Assert.Empty(found[410].CommandLine);
    }

    [Fact]
    public void The_leader_is_the_one_marked_so_at_the_same_terminal()
    {
        Assert.All([found[812], found[813], found[900]], row => Assert.Equal(812, row.TerminalSessionLeader));
        Assert.Equal(902, found[902].TerminalSessionLeader);
        Assert.Equal(0, found[901].TerminalSessionLeader);
        Assert.Equal(0, found[1].TerminalSessionLeader);
    }

    [Fact]
    public void Clients_are_found_in_it()
    {
        Assert.Equal("claude", KnownClients.Of(found[900])?.Name);
        Assert.Equal("gemini", KnownClients.Of(found[901])?.Name);
    }

    [Fact]
    public void Nothing_printed_is_no_process() => Assert.Empty(MacProcessList.Parse("", ""));
}
