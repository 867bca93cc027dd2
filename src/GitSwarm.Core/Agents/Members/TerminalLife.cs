using System.Diagnostics;
using GitSwarm.Agents.Plans;
using GitSwarm.Agents.Runners;
using GitSwarm.Agents.Runs;
using GitSwarm.Delivery;
using GitSwarm.Store;

namespace GitSwarm.Agents.Members;

/// <summary>The life of a member whose program is shown in a pane: it is typed its task and its mail between its turns, and ends with its program.</summary>
/// <remarks>
/// Contract: nothing is typed but while the program's hooks say that it waits for a turn to begin (<see cref="TurnMark"/>); at any
/// other time, as when it asks for permission, Enter could be an answer that nobody gave. Hooks of git-swarm in its settings deliver
/// mail, too, so mail waits a moment for them, and is typed by one reader alone.
/// </remarks>
/// <param name="scene">The member.</param>
/// <param name="terminal">Its pane.</param>
/// <param name="files">Files of runs.</param>
/// <param name="control">Whether it has to end.</param>
/// <param name="log">What it was told.</param>
/// <param name="stands">Puts on record whether it is at work.</param>
/// <param name="beat">Keeps fresh what is on record; called all the time.</param>
public sealed class TerminalLife(
    MemberScene scene,
    MemberTerminal terminal,
    RunFiles files,
    RunControl control,
    RunLog log,
    Action<bool> stands,
    Action beat
)
{
    private const int MostTries = 3;
    private const string Ends = "ends";

    /// <summary>So long it has to be at rest: what goes on by itself does so at once.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    /// <summary>So long mail is left to hooks.</summary>
    private static readonly TimeSpan MailPatience = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LeavePatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(30);

    private readonly string path = files.Turn(control.Run);
    private readonly MemberMail mail = new(scene);
    private readonly MemberLeave leave = new(new MemberMail(scene), files, control.Run);
    private readonly StoreTrouble trouble = new(log.Error);
    private readonly long began = Stopwatch.GetTimestamp();
    private TurnMark? mark;
    private long changed;
    private long looked;
    private long? waits;
    private long? left;
    private long? failed;
    private bool wasBegun;
    private bool isReported = true;
    private bool isNews;
    private int tries;
    private string? stopped;

    /// <summary>Why it ended, once it has.</summary>
    public string Why => stopped ?? leave.Why ?? "its program ended";

    /// <summary>What it said at the end of its last turn.</summary>
    public string? Said { get; private set; }

    /// <summary>What its first turn begins with.</summary>
    public static string TaskOf(LaunchPlan plan)
    {
        var text = string.Join("\n\n", plan.Prompt.Messages.Select(m => m.Text));
        // What is typed after a slash or an exclamation mark may be a command of the program or of its shell.
        return text.Length > 0 && char.IsLetterOrDigit(text[0]) ? text : $"Your task:\n\n{text}";
    }

    /// <summary>Before its program starts: says that it takes nothing yet.</summary>
    public void Prepare() => TurnMark.Write(path, TurnState.Starting);

    /// <summary>Sees to it until its program ends, or has to.</summary>
    /// <param name="process">Its program.</param>
    /// <param name="task">What its first turn begins with.</param>
    /// <returns>Why the program has to be ended; none where it has ended or may.</returns>
    /// <exception cref="SwarmException">Its task could not be typed.</exception>
    public Interruption Watch(TerminalProcess process, string task)
    {
        using var watch = new RefWatch(scene.Repository, Slowest);
        while (!process.Wait(RunControl.Pause))
        {
            if (Look() is not Interruption.None and var why)
            {
                return why;
            }
            beat();
            See();
            var isSettled = mark?.TakesText == true && Stopwatch.GetElapsedTime(changed) > Settling;
            if (leave.HasLeft() && (isSettled || Stopwatch.GetElapsedTime(left ??= Stopwatch.GetTimestamp()) > LeavePatience))
            {
                return Interruption.None;
            }
            isNews |= watch.Wait(TimeSpan.Zero);
            if (trouble.IsQuiet && trouble.Try(() => Step(task, isSettled)) == Ends)
            {
                return Interruption.None;
            }
        }
        // A pane that is closed ends both.
        return Look();
    }

    /// <summary>What is due now.</summary>
    /// <returns><see cref="Ends"/> where its program is to be ended.</returns>
    private string Step(string task, bool isSettled)
    {
        if (!wasBegun)
        {
            Begin(task, isSettled);
        }
        else if (isSettled && !isReported)
        {
            if (leave.Agree(leave.Open()))
            {
                return Ends;
            }
            Report();
        }
        else if (isSettled)
        {
            SeeToMail();
        }
        return "";
    }

    /// <summary>How the run ended.</summary>
    /// <param name="process">Its program.</param>
    /// <param name="why">Why that had to be ended.</param>
    /// <param name="limit">The time limit.</param>
    public Verdict Verdict(TerminalProcess process, Interruption why, TimeSpan? limit)
    {
        IReadOnlyList<string> content = Said is { Length: > 0 } said ? [said] : [];
        return why != Interruption.None ? new(Supervisor.StateOf(why, null), content, RunControl.Reason(why, limit), new RunUsage(null, 0))
            : leave.Why is null && !wasBegun
                ? Runs.Verdict.Failed($"its program ended before it took its task, with exit code {process.ExitCode}")
            : new(RunState.Completed, content, null, new RunUsage(null, 0));
    }

    private Interruption Look()
    {
        var why = control.Look();
        stopped = why == Interruption.None ? null : control.Said ?? RunControl.Reason(why, null);
        return why;
    }

    private void See()
    {
        if (TurnMark.Read(path) is { } now && now != mark)
        {
            var before = mark;
            mark = now;
            changed = Stopwatch.GetTimestamp();
            isReported &= !now.IsOver;
            if (before?.TakesText != now.TakesText)
            {
                stands(!now.TakesText);
            }
        }
    }

    private void Begin(string task, bool isSettled)
    {
        if (isSettled && !IsRetryDue())
        {
            return;
        }
        // Its hooks may be there before it has shown anything.
        if (isSettled && !string.IsNullOrWhiteSpace(terminal.Read()))
        {
            try
            {
                Type(task);
                wasBegun = true;
            }
            catch (SwarmException error) when (++tries < MostTries)
            {
                Failed(error);
            }
            return;
        }
        if (isReported && Stopwatch.GetElapsedTime(began) > StartPatience && mark?.State == TurnState.Starting && tries == 0)
        {
            tries = 1;
            const string Waiting = "its program does not take its task yet: somebody may have to answer a question in its pane";
            log.Error(Waiting);
            mail.Idle(new IdleNotice(scene.AgentId, IdleNotice.Failed, Waiting));
        }
    }

    private void Report()
    {
        Said = mark?.Said;
        mail.Idle(new IdleNotice(scene.AgentId, mark?.State == TurnState.Failed ? IdleNotice.Failed : IdleNotice.Available, Said));
        (isReported, isNews) = (true, true);
        log.Step($"its turn is over: {Texts.Cut(Said ?? "", 200)}");
        // Who writes is taken to be at work.
        stands(false);
    }

    private void SeeToMail()
    {
        if (waits is { } since)
        {
            if (Stopwatch.GetElapsedTime(since) > MailPatience && IsRetryDue())
            {
                waits = null;
                isNews = true;
                TypeMail();
            }
        }
        else if (isNews || Stopwatch.GetElapsedTime(looked) > Slowest)
        {
            isNews = false;
            looked = Stopwatch.GetTimestamp();
            waits = Told(mail.Read()) is null ? null : looked;
        }
    }

    private void TypeMail()
    {
        try
        {
            mail.Give(Told, Type);
        }
        catch (SwarmException error)
        {
            Failed(error);
        }
    }

    private TurnText? Told(Inflow inflow) => TurnText.Of(inflow, mail.ToEnd(inflow), scene.Now().At);

    private bool IsRetryDue() => failed is not { } at || Stopwatch.GetElapsedTime(at) > Retry;

    private void Failed(SwarmException error)
    {
        failed = Stopwatch.GetTimestamp();
        log.Error(error.Message);
    }

    /// <summary>From here on it counts as at work, though its hooks say so a moment later.</summary>
    private void Type(string text)
    {
        // Its user may have begun a turn just now.
        var before = TurnMark.Read(path);
        if (before?.TakesText != true)
        {
            throw new SwarmException(ErrorCode.CannotLaunch, "it began a turn by itself", "wait for its end");
        }
        TurnMark.Write(path, TurnState.AtWork);
        try
        {
            terminal.Type(text);
            log.Step($"told: {Texts.Cut(text, 200)}");
        }
        catch (SwarmException)
        {
            TurnMark.Write(path, TurnState.Ready);
            throw;
        }
    }
}
