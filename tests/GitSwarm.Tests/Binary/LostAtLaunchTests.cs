using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>A supervisor that dies before its run is on record.</summary>
[Trait("Category", "Binary")]
public sealed class LostAtLaunchTests
{
    [Fact, Trait("Rule", "N1")]
    public void Its_run_is_told_although_somebody_came_by_and_found_no_record_of_it()
    {
        using var cli = new Cli();
        cli.Me.Do("join", "--name", "lead");
        var (slow, go) = (cli.Sandbox.Path("slow"), cli.Sandbox.Path("go"));
        Directory.CreateDirectory(slow);
        // The git that puts the run on record waits for us.
        Script.Write(
            Path.Combine(slow, "git"),
            $"#!/bin/sh\ncase \"$*\" in *update-ref*) while [ ! -e '{go}' ]; do sleep 0.02; done;; esac\nPATH=${{PATH#*:}}\nexec git \"$@\"\n"
        );
        cli.Me.Variables["PATH"] = slow + Path.PathSeparator + cli.Sandbox.Variables["PATH"];
        using var launch = cli.Me.Start("spawn", "--background", "--runner", "command:sleep 30", "-p", "task");
        cli.Me.Variables.Remove("PATH");
        var runs = Path.Combine(cli.Repository.Path, ".git", "swarm", "runs");
        string[] Marks() => Directory.Exists(runs) ? Directory.GetFiles(runs, "*.running") : [];
        SpawnTests.Until(() => Marks().Length > 0);
        var mark = File.ReadAllText(Marks()[0]);
        using (var supervisor = Process.GetProcessById(int.Parse(mark.Split(' ')[0], CultureInfo.InvariantCulture)))
        {
            supervisor.Kill();
        }
        SpawnTests.Until(() =>
        {
            cli.Me.Do("runs");
            return Marks().Length == 0;
        });

        File.WriteAllText(go, "");
        Assert.True(launch.WaitForExit(TimeSpan.FromSeconds(60)));
        cli.Me.Do("runs");

        var run = Assert.Single(cli.Me.Json("runs").EnumerateArray());
        Assert.Equal("lost", run.Text("state"));
        var told = Assert.Single(JsonDocument.Parse(cli.Me.Do("inbox", "--json")).RootElement.EnumerateArray());
        Assert.Equal(run.Text("id"), told.Text("id"));
        Assert.Empty(Marks());
    }
}
