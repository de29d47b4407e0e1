# compiles a class
needs=(javac)
prepare() { echo 'class A { public static void main(String[] a) { System.out.println(a.length); } }' >A.java; }
run=(javac A.java)
