package heapwood.workload;

import heapwood.tree.StackTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * A service's profiles over a day, one for each ten seconds, made from the stacks of a real profile. The same arguments
 * give the same profiles, in any order of calls.
 *
 * <p><b>Rhythm.</b> The number of samples goes up and down once a day: the most at 16:00, a fifth of it at 04:00. A
 * {@linkplain #job job} that runs each ten minutes adds a quarter for half a minute.
 *
 * <p><b>Drift.</b> Some stacks are far more frequent than others (their weights are the real counts times a log-normal
 * factor), and each weight follows a wave of its own, with a period from three hours to two days.
 *
 * <p><b>Deploy.</b> At 14:00 of the first day, and of each seventh day after it, one frame name in fifty changes. Most
 * stacks have such a frame, so nearly all stacks are new to a store.
 *
 * <p><b>Incident.</b> From 17:20 on the first day, for five minutes, threads wait for a lock: as many samples as usual
 * are added, and they end in frames that occur at no other time.
 *
 * <p>Days may have fewer profiles than 8,640. All times are scaled then. Safe for use by one thread at a time.
 */
public final class SyntheticDay {
    /** The frame in which threads wait during the incident. */
    public static final String LOCK = "java/util/concurrent/locks/ReentrantLock.lock_[j]";

    private static final String PARK = "java/util/concurrent/locks/LockSupport.park_[j]";
    private static final int MINUTES = 24 * 60;
    private static final int DEPLOY = 14 * 60;
    private static final int INCIDENT = 17 * 60 + 20;
    private static final int INCIDENT_MINUTES = 5;
    private static final int BUSIEST = 16 * 60;
    private static final int JOB_EVERY = 10;
    private static final int DAYS_BETWEEN_DEPLOYS = 7;
    private static final int RENAMED = 50;

    /** The spread of the log-normal factor, and the height of the waves, both in powers of e. */
    private static final double SPREAD = 1.5;

    private static final double DRIFT = 0.8;

    /** The number of profiles for which weights stay the same, as a part of a day. */
    private static final int DRIFTS_A_DAY = 144;

    private final long seed;
    private final int stepsPerDay;
    private final double samples;
    private final String[] stacks;
    private final double[] weights;
    private final double[] periods;
    private final double[] phases;

    /** The stacks of the job, and those in which threads wait, both by number. */
    private final int[] jobs;

    private final int[] waiting;

    /** The keys after a number of deploys: those of the stacks, then those of the waiting ones. */
    private byte[][] keys;

    private int deploysOfKeys = -1;
    private double[] cumulative;
    private int driftOfCumulative = -1;

    /**
     * Creates a day.
     *
     * @param profile the real profile
     * @param seed the seed of all random choices
     * @param stacks the number of distinct stacks that are taken from the profile; all, if it has fewer
     * @param stepsPerDay the number of profiles in a day; 8,640 for one each ten seconds
     * @param samples the mean number of samples of a profile
     */
    public SyntheticDay(StackTree profile, long seed, int stacks, int stepsPerDay, double samples) {
        this.seed = seed;
        this.stepsPerDay = stepsPerDay;
        this.samples = samples;
        List<Stack> all = new ArrayList<>();
        profile.iterate((key, length, self) -> {
            if (self > 0 && length > 2) {
                all.add(new Stack(new String(key, 2, length - 2, StandardCharsets.UTF_8), self));
            }
        });
        Random random = new Random(seed);
        Collections.shuffle(all, random);
        int count = Math.min(stacks, all.size());
        this.stacks = new String[count];
        weights = new double[count];
        periods = new double[count];
        phases = new double[count];
        for (int i = 0; i < count; i++) {
            this.stacks[i] = all.get(i).key;
            weights[i] = all.get(i).count * Math.exp(SPREAD * random.nextGaussian());
            periods[i] = stepsPerDay * (0.125 + 1.875 * random.nextDouble());
            phases[i] = 2 * Math.PI * random.nextDouble();
        }
        jobs = random.ints(Math.max(1, count / 100), 0, count).toArray();
        waiting = random.ints(Math.max(1, Math.min(40, count / 10)), 0, count).toArray();
    }

    private record Stack(String key, long count) {}

    /** Returns the first profile after the deploy of the first day. */
    public int deploy() {
        return step(DEPLOY);
    }

    /** Returns the first profile of the incident. */
    public int incident() {
        return step(INCIDENT);
    }

    /** Returns the number of profiles in the incident. */
    public int incidentLength() {
        return Math.max(1, step(INCIDENT_MINUTES));
    }

    /** Returns whether the job runs during a profile. */
    public boolean job(int step) {
        int every = Math.max(2, step(JOB_EVERY));
        return step % every < Math.max(1, every / 20);
    }

    private int step(int minute) {
        return (int) ((long) minute * stepsPerDay / MINUTES);
    }

    /**
     * Inserts the stacks of one profile, each with the number of its samples.
     *
     * @param step the number of the profile, from 0
     * @param into the receiver of the stacks
     */
    public void profile(int step, Inserter into) {
        int[] counts = counts(step);
        prepareKeys(deploys(step));
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                into.insert(keys[i], 0, keys[i].length, counts[i]);
            }
        }
    }

    private int deploys(int step) {
        int since = step - deploy();
        return since < 0 ? 0 : 1 + since / (DAYS_BETWEEN_DEPLOYS * stepsPerDay);
    }

    private int[] counts(int step) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + step);
        int[] counts = new int[stacks.length + waiting.length];
        prepareWeights(step);
        int usual = noisy(samples * rhythm(step), random);
        for (int i = 0; i < usual; i++) {
            counts[draw(random)]++;
        }
        for (int i = job(step) ? usual / 4 : 0; i > 0; i--) {
            counts[jobs[random.nextInt(jobs.length)]]++;
        }
        boolean waits = step >= incident() && step < incident() + incidentLength();
        for (int i = waits ? usual : 0; i > 0; i--) {
            counts[stacks.length + random.nextInt(waiting.length)]++;
        }
        return counts;
    }

    /** Returns the load at a time, 1 on average. */
    private double rhythm(int step) {
        double sinceBusiest = (double) (step - step(BUSIEST)) / stepsPerDay;
        return 1 + 2 / 3.0 * Math.cos(2 * Math.PI * sinceBusiest);
    }

    private static int noisy(double mean, SplittableRandom random) {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * sum));
    }

    private int draw(SplittableRandom random) {
        int at = Arrays.binarySearch(cumulative, random.nextDouble() * cumulative[cumulative.length - 1]);
        return Math.min(at < 0 ? -at - 1 : at, cumulative.length - 1);
    }

    private void prepareWeights(int step) {
        int length = Math.max(1, stepsPerDay / DRIFTS_A_DAY);
        int drift = step / length;
        if (drift == driftOfCumulative) {
            return;
        }
        double[] sums = new double[stacks.length];
        double sum = 0;
        for (int i = 0; i < sums.length; i++) {
            double wave = Math.sin(2 * Math.PI * drift * length / periods[i] + phases[i]);
            sum += weights[i] * Math.exp(DRIFT * wave);
            sums[i] = sum;
        }
        cumulative = sums;
        driftOfCumulative = drift;
    }

    private void prepareKeys(int deploys) {
        if (deploys == deploysOfKeys) {
            return;
        }
        keys = new byte[stacks.length + waiting.length][];
        for (int i = 0; i < stacks.length; i++) {
            keys[i] = renamed(stacks[i], deploys).getBytes(StandardCharsets.UTF_8);
        }
        for (int i = 0; i < waiting.length; i++) {
            String key = renamed(stacks[waiting[i]], deploys) + ";" + LOCK + ";" + PARK;
            keys[stacks.length + i] = key.getBytes(StandardCharsets.UTF_8);
        }
        deploysOfKeys = deploys;
    }

    private String renamed(String key, int deploys) {
        if (deploys == 0) {
            return key;
        }
        StringBuilder text = new StringBuilder();
        for (String name : key.split(";", -1)) {
            text.append(text.length() == 0 ? "" : ";").append(renamedFrame(name, deploys));
        }
        return text.toString();
    }

    private String renamedFrame(String name, int deploys) {
        for (int deploy = deploys; deploy > 0; deploy--) {
            if (Math.floorMod((name.hashCode() ^ seed) * 31 + deploy * 7, RENAMED) == 0) {
                int type = name.lastIndexOf("_[");
                return type < 0 ? name + "$" + deploy : name.substring(0, type) + "$" + deploy + name.substring(type);
            }
        }
        return name;
    }
}
