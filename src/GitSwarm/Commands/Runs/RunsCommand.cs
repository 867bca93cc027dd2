using System.CommandLine;
using System.Text;
using GitSwarm.Agents.Runs;
using GitSwarm.Cli;

namespace GitSwarm.Commands.Runs;

/// <summary><c>git swarm runs</c>: the agents that were launched here.</summary>
internal static class RunsCommand
{
    public static Command Create(Runner run)
    {
        var tree = new Option<bool>("--tree") { Description = "Each run below the one it was launched in" };
        var command = new Command("runs", "The agents that were launched here, and how they stand") { tree };
        run.On(
            command,
            (host, parsed) =>
            {
                var book = Read(host);
                if (host.Output.Json)
                {
                    host.Output.Answer([.. book.All.Select(r => RunBody.Of(r, host.Now))], RunContext.Default.RunBodyArray);
                    return ExitCode.Yes;
                }
                if (book.All.Count == 0)
                {
                    host.Output.Narrate("no runs; launch one with 'git swarm spawn'");
                }
                host.Output.Answer(parsed.GetValue(tree) ? Tree(host, book) : string.Concat(book.All.Select(r => Line(host, r, ""))));
                return ExitCode.Yes;
            }
        );
        var id = new Argument<string>("id") { Description = "Which run; the end of its id will do" };
        var show = new Command("show", "All that is known of one run") { id };
        run.On(show, (host, parsed) => Show(host, Read(host).Find(parsed.GetValue(id)!)));
        command.Subcommands.Add(show);
        return command;
    }

    /// <summary>The runs, those that nobody sees to any more ended first.</summary>
    public static RunBook Read(SwarmHost host)
    {
        Abandoned.EndIfDue(host);
        var book = host.RunsToRead.Read();
        foreach (var problem in book.Problems)
        {
            host.Output.Warn($"{problem.Name}: {problem.Reason}");
        }
        return book;
    }

    private static string Line(SwarmHost host, Run run, string indent)
    {
        var r = run.Record;
        if (!host.Output.Terminal)
        {
            string?[] fields =
            [
                r.Id,
                run.State.Word(),
                r.Agent,
                Ages.Rfc3339(r.Launched),
                r.Ended is { } e ? Ages.Rfc3339(e) : "",
                r.Description,
            ];
            return string.Join('\t', fields.Select(f => Texts.OneLine(f ?? ""))) + "\n";
        }
        var style = host.Output.Style;
        var time = Ages.Ago(r.Launched, r.Ended ?? host.Now);
        var kept = r.Kept is null ? "" : $"  kept {r.Directory}";
        var why = r.Error is { } error ? $": {error}" : "";
        var head = $"{indent}{ShortId.Of(r.Id)}  {run.State.Word(), -9}  {time, 4}  {Texts.Cut(r.Agent, 30), -16}  ";
        return style.Bold(head) + Columns.Cut($"{r.Description}{why}{kept}", Math.Max(20, host.Output.Width - head.Length)) + "\n";
    }

    /// <summary>Runs below runs; one whose parent is forgotten stands by itself.</summary>
    private static string Tree(SwarmHost host, RunBook book)
    {
        var text = new StringBuilder();
        var known = book.All.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        var below = book.All.ToLookup(r => r.Record.ParentRun is { } p && known.Contains(p) && p != r.Id ? p : "");
        void Add(string parent, int depth)
        {
            // A hostile record may lie below itself.
            foreach (var run in depth < 16 ? below[parent] : [])
            {
                text.Append(Line(host, run, host.Output.Terminal ? new string(' ', depth * 2) : ""));
                Add(run.Id, depth + 1);
            }
        }
        Add("", 0);
        return text.ToString();
    }

    private static int Show(SwarmHost host, Run run)
    {
        var body = RunBody.Of(run, host.Now);
        if (host.Output.Json)
        {
            host.Output.Answer(body, RunContext.Default.RunBody);
            return ExitCode.Yes;
        }
        (string Name, string? Value)[] lines =
        [
            ("id", body.Id),
            ("agent", body.Agent),
            ("description", body.Description),
            ("state", body.State),
            ("error", body.Error),
            ("runner", body.Runner),
            ("launched by", body.Parent),
            ("in run", body.ParentRun),
            ("background", body.Background ? "yes" : null),
            ("launched", body.LaunchedAt),
            ("ended", body.EndedAt),
            ("directory", body.Directory),
            ("kept", body.Kept),
            ("tokens", body.Usage.TotalTokens?.ToString()),
            ("tool uses", body.Usage.ToolUses?.ToString()),
            ("output file", body.OutputFile),
        ];
        var terminal = host.Output.Terminal;
        host.Output.Answer(
            string.Concat(
                lines
                    .Where(l => l.Value is { Length: > 0 })
                    .Select(l => terminal ? $"{l.Name, -14}{Texts.OneLine(l.Value!)}\n" : $"{l.Name}\t{Texts.OneLine(l.Value!)}\n")
            )
        );
        return ExitCode.Yes;
    }
}
