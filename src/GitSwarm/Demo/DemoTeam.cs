namespace GitSwarm.Demo;

/// <summary>The second act: a lead and three members that work through a list of tasks, one of which is killed and one refuses to end.</summary>
/// <remarks>Shell commands play the members, for the demo needs nothing installed.</remarks>
/// <param name="stage">Where it plays.</param>
internal sealed class DemoTeam(DemoStage stage)
{
    private const string Script = """
        cat > ../member.sh <<'END'
        told=$(cat)
        case $told in
        *'asks you to end'*)
          id=$(printf '%s' "$told" | sed -n 's/.*team approve \([0-9a-f]*\),.*/\1/p')
          if [ "$GIT_SWARM_MEMBER" = cyd ] && [ ! -e notes.md ]; then
            git swarm team refuse "$id" --reason 'my notes are not written yet'
            echo 'what I learned' > notes.md && git add notes.md && git commit --quiet --message 'Write notes'
          fi
          exit ;;
        esac
        while id=$(git swarm task take 2>&1 | sed -n 's/^took task \([0-9]*\) .*/\1/p') && [ -n "$id" ]; do
          [ "$GIT_SWARM_MEMBER" = bob ] && sleep 300
          echo "task $id, by $GIT_SWARM_MEMBER" > "task-$id.txt" && git add . && git commit --quiet --message "Do task $id"
          git swarm task done "$id" > /dev/null
          echo "did task $id"
        done
        END
        """;

    private readonly DemoTerminal lead = stage.Open("app");

    /// <summary>Plays it.</summary>
    /// <exception cref="SwarmException">A step failed.</exception>
    /// <exception cref="OperationCanceledException">The demo was interrupted.</exception>
    public void Tell()
    {
        Prepare();
        Plan();
        var bob = Start();
        Kill(bob);
        Finish();
        End();
    }

    private void Prepare()
    {
        stage.Say($"A throw-away repository in {stage.Root}, and a session that will lead.");
        Directory.CreateDirectory(lead.Directory);
        stage.Type(lead, "git init --quiet --initial-branch main");
        stage.Type(lead, "git commit --quiet --allow-empty --message 'Open the shop'");
        stage.Type(lead, "git swarm init --quiet");
        stage.Type(lead, "git swarm join --name lead");
        stage.Type(lead, "git swarm team create shop --description 'A shop by tonight'");
    }

    private void Plan()
    {
        stage.Say("Eight tasks. Some have to wait for others.");
        (string Subject, string Behind)[] tasks =
        [
            ("list the prices", ""),
            ("model the cart", ""),
            ("show the cart", "1,2"),
            ("check out", "3"),
            ("index the goods", "1"),
            ("search", "5"),
            ("write the guide", "4,6"),
            ("announce it", "7"),
        ];
        foreach (var (subject, behind) in tasks)
        {
            stage.Type(lead, $"git swarm task add '{subject}'{(behind.Length > 0 ? $" --blocked-by {behind}" : "")}");
        }
        stage.Type(lead, "git swarm task list --graph");
    }

    /// <returns>The run that plays Bob.</returns>
    private string Start()
    {
        stage.Say(
            "Three members, each in a work tree of its own. Here shell commands play them; where a client such as claude is installed, that does."
        );
        stage.Type(lead, "git config --global swarm.runner 'command:sh ../member.sh'");
        stage.Type(lead, Script);
        var bob = RunIn(stage.Type(lead, "git swarm spawn --team shop --name bob -p 'work through the tasks'"));
        stage.Type(lead, Until("git swarm task list | grep -q ●"));
        stage.Type(lead, "git swarm spawn --team shop --name ada -p 'work through the tasks'");
        stage.Type(lead, "git swarm spawn --team shop --name cyd -p 'work through the tasks'");
        return bob;
    }

    private void Kill(string bob)
    {
        stage.Say("Bob sits over his task and does not get on.");
        stage.Type(lead, "git swarm status");
        stage.Say("He is killed. Nobody writes that down: his task is free because he is gone.");
        stage.Type(lead, $"git swarm stop --kill {bob}");
        stage.Type(lead, "git swarm task list");
    }

    private void Finish()
    {
        stage.Say("The others take it too, and are called again whenever something they waited for is done.");
        stage.Type(lead, "git swarm send team:shop 'bob is gone, his task is free'");
        stage.Type(lead, Until("[ $(git swarm task list --all | grep -c ✓) -eq 8 ]"));
        stage.Type(lead, "git swarm task list --all");
        stage.Type(lead, "git swarm team show");
    }

    private void End()
    {
        stage.Say("Who is asked to end may refuse, and says why.");
        stage.Type(lead, "git swarm team shutdown cyd --reason 'all is done' || echo 'then later'");
        stage.Type(lead, Until("git log --all --format=%s | grep -q 'Write notes'"));
        stage.Type(lead, "git swarm team shutdown --all --reason 'all is done'");
        stage.Say("What they did is on their branches.");
        stage.Type(lead, "for b in $(git branch --list 'agent-*' --format '%(refname:short)'); do git merge --quiet --no-edit $b; done");
        stage.Type(lead, "ls");
        stage.Say("The team goes, and with it all of git-swarm.");
        stage.Type(lead, "git swarm team delete shop");
        stage.Type(lead, "git swarm deinit --purge");
        stage.Say("That was it. In a repository of yours it begins with 'git swarm team create'.");
    }

    /// <summary>Waits until a command succeeds, for half a minute at most.</summary>
    private static string Until(string condition) => $"for i in $(seq 150); do {condition} && break; sleep 0.2; done";

    /// <summary>The id in <c>bob@shop is at work; it is run 1a2b3c4d, you are told …</c>.</summary>
    private static string RunIn(string output)
    {
        const string Before = " it is run ";
        var start = output.IndexOf(Before, StringComparison.Ordinal);
        return start >= 0
            ? output[(start + Before.Length)..].Split(',', ' ', '\n')[0]
            : throw new SwarmException(ErrorCode.GitFailed, "the demo stopped: nobody was started");
    }
}
