using System.Diagnostics;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>What <c>status</c> answers, and when it answers anew.</summary>
[Trait("Category", "Binary")]
public sealed class StatusTests : IDisposable
{
    private readonly Cli cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public void Exit_code_tells_whether_somebody_overlaps_me()
    {
        var ui = cli.UserOn("ui");
        var docs = cli.UserOn("docs");
        foreach (var user in new[] { cli.Me, ui, docs })
        {
            user.Do("join");
        }
        File.WriteAllText(Path.Combine(ui.Directory, "README.md"), "ui\n");
        Assert.Equal(0, cli.Run("status", "--exit-code").ExitCode);

        cli.Repository.Write("README.md", "main\n");

        Assert.Equal(1, cli.Run("status", "--exit-code").ExitCode);
        Assert.Equal(1, ui.Run("status", "--exit-code").ExitCode);
        Assert.Equal(0, docs.Run("status", "--exit-code").ExitCode);
        Assert.Equal(0, cli.Run("status").ExitCode);
        ui.Do("leave");
        Assert.Equal(0, cli.Run("status", "--exit-code").ExitCode);
    }

    [Fact]
    public void Since_leaves_out_what_was_changed_before()
    {
        cli.Do("join");
        cli.Repository.Write("old.txt", "");
        File.SetLastWriteTimeUtc(Path.Combine(cli.Repository.Path, "old.txt"), DateTime.UtcNow.AddHours(-2));
        cli.Repository.Write("new.txt", "");

        Assert.Equal("new.txt old.txt", cli.Me.Sessions()["main"].Texts("touched", "path"));
        Assert.Equal("new.txt", cli.Me.Sessions("--since", "1h")["main"].Texts("touched", "path"));
        Assert.Equal("new.txt old.txt", cli.Me.Sessions("--since", "3h")["main"].Texts("touched", "path"));
        Assert.Equal("", cli.Me.Sessions("--no-observe")["main"].Texts("touched", "path"));
    }

    [Fact]
    public void A_directory_is_given_with_C_and_paths_are_relative_to_it()
    {
        var ui = cli.UserOn("ui");

        cli.Me.Do("-C", Path.Combine(ui.Directory, "src"), "touch", "app.js", "../README.md");

        Assert.Equal("README.md src/app.js", ui.Sessions()["ui"].Texts("touched", "path"));
    }

    [Fact]
    public async Task Watch_redraws_when_something_changed_and_keeps_still_otherwise()
    {
        cli.Do("join", "--name", "first");
        using var watch = Start("status", "--watch");
        try
        {
            var shown = new Screen(watch);
            Assert.True(await shown.Shows("first"), shown.Text);
            var drawn = shown.Text.Length;

            cli.UserOn("ui").Do("join", "--name", "second");

            Assert.True(await shown.Shows("second"), shown.Text);
            Assert.True(shown.Text.Length > drawn);
            Assert.Equal(2, shown.Text.Split("\e[H").Length - 1);
            Assert.False(watch.HasExited);
        }
        finally
        {
            watch.Kill();
        }
    }

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Cli.Program, arguments)
        {
            WorkingDirectory = cli.Repository.Path,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        foreach (var (name, value) in cli.Sandbox.Variables.Concat(cli.Me.Variables))
        {
            start.Environment[name] = value;
        }
        // Ages change with every second; a still clock leaves what really changed.
        start.Environment["GIT_SWARM_NOW"] = DateTime.UtcNow.AddSeconds(30).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        start.Environment["GIT_SWARM_TTY"] = "100";
        return Process.Start(start)!;
    }

    private sealed class Screen
    {
        private readonly System.Text.StringBuilder text = new();

        public Screen(Process process) =>
            _ = Task.Run(async () =>
            {
                var buffer = new char[4096];
                for (int n; (n = await process.StandardOutput.ReadAsync(buffer)) > 0; )
                {
                    lock (text)
                    {
                        text.Append(buffer, 0, n);
                    }
                }
            });

        public string Text
        {
            get
            {
                lock (text)
                {
                    return text.ToString();
                }
            }
        }

        public async Task<bool> Shows(string wanted)
        {
            for (var i = 0; i < 300 && !Text.Contains(wanted, StringComparison.Ordinal); i++)
            {
                await Task.Delay(100);
            }
            return Text.Contains(wanted, StringComparison.Ordinal);
        }
    }
}
