using GitSwarm.Teams.Panes;
using Xunit;

namespace GitSwarm.Tests.Teams.Panes;

[Trait("Rule", "B2")]
public class PaneChoiceTests
{
    private const string Everywhere = "TMUX=/tmp/s,1,0 TERM_PROGRAM=iTerm.app WT_SESSION=x";

    [Theory]
    // What is asked for goes before what is there.
    [InlineData("GIT_SWARM_TEAMMATE_MODE=tmux", "tmux", "tmux", "GIT_SWARM_TEAMMATE_MODE")]
    [InlineData("GIT_SWARM_TEAMMATE_MODE=in-process " + Everywhere, "tmux it2 wt.exe", "in-process", "GIT_SWARM_TEAMMATE_MODE")]
    [InlineData("GIT_SWARM_TEAMMATE_MODE=iterm2 " + Everywhere, "tmux it2", "iterm2", "GIT_SWARM_TEAMMATE_MODE")]
    [InlineData("GIT_SWARM_TEAMMATE_MODE=windows-terminal " + Everywhere, "wt.exe", "windows-terminal", "GIT_SWARM_TEAMMATE_MODE")]
    [InlineData("CLAUDE_CODE_TEAMMATE_MODE=in-process " + Everywhere, "tmux", "in-process", "CLAUDE_CODE_TEAMMATE_MODE")]
    [InlineData("GIT_SWARM_TEAMMATE_MODE=tmux CLAUDE_CODE_TEAMMATE_MODE=in-process", "tmux", "tmux", "GIT_SWARM_TEAMMATE_MODE")]
    [InlineData("GIT_SWARM_TEAMMATE_MODE= CLAUDE_CODE_TEAMMATE_MODE=in-process", "tmux", "in-process", "CLAUDE_CODE_TEAMMATE_MODE")]
    [InlineData("GIT_SWARM_TEAMMATE_MODE=auto CLAUDE_CODE_TEAMMATE_MODE=in-process TMUX=x", "tmux", "tmux", "TMUX")]
    // Else the terminal we are in, the innermost first.
    [InlineData(Everywhere, "tmux it2 wt.exe", "tmux", "TMUX")]
    [InlineData("TERM_PROGRAM=iTerm.app WT_SESSION=x", "tmux it2 wt.exe", "iterm2", "TERM_PROGRAM")]
    [InlineData("WT_SESSION=x TERM_PROGRAM=vscode", "tmux it2 wt.exe", "windows-terminal", "WT_SESSION")]
    [InlineData("", "tmux it2 wt.exe", "in-process", "default")]
    [InlineData("TMUX= WT_SESSION=", "tmux it2 wt.exe", "in-process", "default")]
    // What is not installed is passed over.
    [InlineData(Everywhere, "it2 wt.exe", "iterm2", "TERM_PROGRAM")]
    [InlineData(Everywhere, "wt.exe", "windows-terminal", "WT_SESSION")]
    [InlineData(Everywhere, "", "in-process", "default")]
    public void The_override_decides_then_the_terminal(string variables, string programs, string type, string decidedBy) =>
        Assert.Equal(new PaneChoice(type, decidedBy), Choose(variables, programs));

    [Theory]
    [InlineData("GIT_SWARM_TEAMMATE_MODE=screen", "GIT_SWARM_TEAMMATE_MODE is 'screen', which is no way to run members of a team")]
    [InlineData("CLAUDE_CODE_TEAMMATE_MODE=Tmux", "CLAUDE_CODE_TEAMMATE_MODE is 'Tmux', which is no way to run members of a team")]
    public void What_is_unknown_is_refused_with_the_choices(string variables, string message)
    {
        var refused = Assert.Throws<SwarmException>(() => Choose(variables, "tmux"));

        Assert.Equal((ErrorCode.BadArgument, message), (refused.Code, refused.Message));
        Assert.Equal("use one of auto, tmux, iterm2, windows-terminal, in-process", refused.Hint);
    }

    [Theory]
    [InlineData("tmux", "tmux")]
    [InlineData("iterm2", "it2")]
    [InlineData("windows-terminal", "wt.exe")]
    public void What_is_asked_for_and_not_installed_is_refused(string type, string program)
    {
        var refused = Assert.Throws<SwarmException>(() => Choose($"GIT_SWARM_TEAMMATE_MODE={type} {Everywhere}", ""));

        Assert.Equal(ErrorCode.CannotLaunch, refused.Code);
        Assert.Equal($"GIT_SWARM_TEAMMATE_MODE asks for {type}, but there is no '{program}' here", refused.Message);
        Assert.Contains("GIT_SWARM_TEAMMATE_MODE=auto", refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_type_but_that_without_a_terminal_has_a_backend()
    {
        var outside = new PaneOutside(new Dictionary<string, string>(), _ => null);

        foreach (var type in PaneBackends.Types)
        {
            Assert.Equal(type == PaneBackends.InProcess ? null : type, PaneBackends.Of(type, outside)?.Type);
            Assert.NotEqual(true, PaneBackends.Of(type, outside)?.IsAvailable());
            Assert.NotEqual(true, PaneBackends.Of(type, outside)?.IsInside());
        }
    }

    private static PaneChoice Choose(string variables, string programs)
    {
        var known = variables
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(v => v.Split('=', 2))
            .ToDictionary(v => v[0], v => v[1]);
        var installed = programs.Split(' ');
        return PaneBackends.Choose(known.GetValueOrDefault, name => installed.Contains(name) ? "/bin/" + name : null);
    }
}
