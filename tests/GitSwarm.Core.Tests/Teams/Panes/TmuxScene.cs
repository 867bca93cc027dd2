using GitSwarm.Teams.Panes;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Teams.Panes;

/// <summary>A tmux of its own, which ends with the scene, and a user who is in it or not.</summary>
internal sealed class TmuxScene : IDisposable
{
    private readonly Dictionary<string, string> variables;

    internal TmuxScene(bool inside)
    {
        // Without TMUX, tmux looks for its server here; and HOME is empty, so nobody's settings apply.
        Sandbox.Variables["TMUX_TMPDIR"] = Directory.CreateDirectory(Sandbox.Path("tmux")).FullName;
        variables = new Dictionary<string, string>(Sandbox.Variables, StringComparer.Ordinal);
        if (inside)
        {
            Lead = StartUser("user");
            variables["TMUX"] = Lead[..Lead.LastIndexOf(',')] + ",0";
            variables["TMUX_PANE"] = Lead[(Lead.LastIndexOf(',') + 1)..];
        }
    }

    internal Sandbox Sandbox { get; } = new();

    /// <summary>The pane the user is in; empty outside.</summary>
    internal string Lead { get; } = "";

    internal IPaneBackend Backend => PaneBackends.Of(PaneBackends.Tmux, new PaneOutside(variables, TestTools.Find))!;

    internal static PaneRequest Request(string name, string color = "blue") =>
        new()
        {
            Team = "web",
            CloneId = "stress00",
            Name = name,
            Color = color,
            Directory = Path.GetTempPath(),
            Command = ["sleep", "600"],
        };

    /// <summary>A pane in which the user works.</summary>
    internal string StartUser(string session) =>
        Tmux("new-session", "-d", "-P", "-F", "#{socket_path},#{pid},#{pane_id}", "-s", session, "-x", "100", "-y", "30", "sleep 600");

    internal string Tmux(params string[] arguments)
    {
        return Sandbox.Run("tmux", ["-u", .. arguments]).OutputOrThrow("tmux " + arguments[0]).TrimEnd('\n');
    }

    /// <summary>What tmux says of a pane.</summary>
    internal string Ask(Pane pane, string format) => Tmux("display-message", "-p", "-t", pane.LocalId, format);

    /// <summary>Opens a pane with a program that keeps what is typed.</summary>
    internal Pane OpenTyped(string file, string kind)
    {
        var worker = Path.Combine(AppContext.BaseDirectory, "GitSwarm.Worker");
        var pane = Backend.Open(
            Request(kind) with
            {
                Command = ["/bin/sh", "-c", "stty raw -echo; exec \"$0\" \"$@\"", worker, "typed", file, kind],
            }
        );
        Await(() => Tmux("capture-pane", "-p", "-t", pane.LocalId).Contains("ready>", StringComparison.Ordinal));
        return pane;
    }

    internal static void Await(Func<bool> condition)
    {
        var over = DateTime.UtcNow.AddSeconds(20);
        while (!condition())
        {
            Assert.True(DateTime.UtcNow < over, "it did not happen");
            Thread.Sleep(20);
        }
    }

    public void Dispose()
    {
        // There may be none left.
        Sandbox.Run("tmux", ["kill-server"]);
        Sandbox.Dispose();
    }
}
