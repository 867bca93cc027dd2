using GitSwarm.Teams.Panes;
using GitSwarm.TestKit;

namespace GitSwarm.Tests.Teams.Panes;

/// <summary>A program that keeps every argument it was given, and answers as a script says.</summary>
internal sealed class StandIn : IDisposable
{
    private readonly Sandbox sandbox = new();
    private readonly string name;

    /// <param name="name">The program it stands in for.</param>
    /// <param name="answers">A shell script; <c>$dir</c> is a folder of its own.</param>
    internal StandIn(string name, string answers)
    {
        this.name = name;
        Script.Write(
            sandbox.Path(name),
            $$"""
            #!/bin/sh
            dir='{{sandbox.Root}}'
            for word in "$@"; do printf '%s\0' "$word"; done >>"$dir/calls"
            printf '\1' >>"$dir/calls"
            {{answers}}
            """
        );
    }

    /// <summary>The world with nothing but this program.</summary>
    /// <param name="variables">As <c>A=1 B=2</c>.</param>
    internal PaneOutside Outside(string variables)
    {
        var all = new Dictionary<string, string>(sandbox.Variables, StringComparer.Ordinal);
        foreach (var variable in variables.Split(' '))
        {
            all[variable.Split('=', 2)[0]] = variable.Split('=', 2)[1];
        }
        return new PaneOutside(all, program => program == name ? sandbox.Path(name) : null);
    }

    /// <summary>The arguments of each call since the last look.</summary>
    internal string[][] Calls()
    {
        var calls = File.ReadAllText(sandbox.Path("calls")).Split('\u0001', StringSplitOptions.RemoveEmptyEntries);
        File.Delete(sandbox.Path("calls"));
        return [.. calls.Select(c => c.Split('\0')[..^1])];
    }

    public void Dispose() => sandbox.Dispose();
}
