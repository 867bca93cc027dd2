using GitSwarm.Cli;

namespace GitSwarm.Demo;

/// <summary>Where the story plays: a temporary directory with terminals in it, shown on the user's own.</summary>
/// <remarks>
/// What is shown is what was typed and what it printed, never a text of ours. <see cref="Dispose"/> ends every process that was started
/// here and removes the directory, also after a failure or an interruption.
/// </remarks>
internal sealed class DemoStage : IDisposable
{
    private readonly SwarmHost host;
    private readonly bool keep;
    private readonly CancellationToken interrupted;
    private readonly Dictionary<string, string> variables;
    private readonly List<DemoTerminal> terminals = [];

    /// <summary>Sets up an empty stage.</summary>
    /// <param name="host">Whose output shows it.</param>
    /// <param name="program">The git-swarm that <c>git swarm</c> runs.</param>
    /// <param name="keep">Leave the directory where it is at the end.</param>
    /// <param name="interrupted">Ends the story.</param>
    public DemoStage(SwarmHost host, string program, bool keep, CancellationToken interrupted)
    {
        (this.host, this.keep, this.interrupted) = (host, keep, interrupted);
        Root = Directory.CreateTempSubdirectory("git-swarm-demo-").FullName;
        var programs = Directory.CreateDirectory(Path.Combine(Root, "bin")).FullName;
        var home = Directory.CreateDirectory(Path.Combine(Root, "home")).FullName;
        File.CreateSymbolicLink(Path.Combine(programs, "git-swarm"), program);
        variables = DemoEnvironment.Create(host.Outside, home, programs);
    }

    /// <summary>The temporary directory.</summary>
    public string Root { get; }

    /// <summary>Opens a terminal in a directory of the stage.</summary>
    public DemoTerminal Open(string folder)
    {
        var terminal = new DemoTerminal(Path.Combine(Root, folder), variables);
        terminals.Add(terminal);
        return terminal;
    }

    /// <summary>Tells what comes next.</summary>
    public void Say(string sentence) => host.Output.Answer($"\n{sentence}\n\n");

    /// <summary>Types a line and shows what it prints.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="SwarmException">It failed.</exception>
    /// <exception cref="OperationCanceledException">The demo was interrupted.</exception>
    public string Type(DemoTerminal terminal, string line)
    {
        interrupted.ThrowIfCancellationRequested();
        host.Output.Answer($"{host.Output.Style.Bold(terminal.Prompt)} {line}\n");
        var (output, exitCode) = terminal.Run(line, interrupted);
        host.Output.Answer(output);
        if (exitCode != 0)
        {
            throw new SwarmException(
                ErrorCode.GitFailed,
                $"the demo stopped: '{line}' ended with exit code {exitCode}",
                "what it printed is above; 'git swarm demo --keep' leaves the directory to look into"
            );
        }
        return output;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var terminal in terminals)
        {
            terminal.Dispose();
        }
        if (keep)
        {
            host.Output.Answer($"\n{Root} is kept; remove it with: rm -rf '{Root}'\n");
        }
        else
        {
            Remove();
        }
    }

    /// <summary>Removes the directory; a process that was killed may need a moment to let go of it.</summary>
    private void Remove()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Directory.Delete(Root, recursive: true);
                return;
            }
            catch (IOException) when (attempt < 20)
            {
                Thread.Sleep(50);
            }
        }
    }
}
